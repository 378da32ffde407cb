import { Component } from "react";
import type { ReactNode } from "react";
import { QueryProblemView } from "./QueryProblem.view";
import { queryProblem } from "./queryProblem";

type Props = { children: ReactNode };

/**
 * Catches what the Convex queries inside it throw and says it in words. Trying again mounts them
 * anew, which asks the server once more.
 */
export class QueryBoundary extends Component<Props, { error: unknown }> {
  override state = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <QueryProblemView
        problem={queryProblem(error)}
        onRetry={() => this.setState({ error: undefined })}
      />
    );
  }
}
