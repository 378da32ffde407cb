import { Component } from "react";
import type { ReactNode } from "react";
import { PageHeader } from "../PageHeader/PageHeader";
import { QueryProblemView } from "./QueryProblem.view";
import { queryProblem } from "./queryProblem";

type Props = {
  /** The heading of the page inside, which the problem takes the place of. Parts of pages have none. */
  title?: string;
  children: ReactNode;
};

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
      <>
        {this.props.title && <PageHeader title={this.props.title} />}
        <QueryProblemView
          problem={queryProblem(error)}
          onRetry={() => this.setState({ error: undefined })}
        />
      </>
    );
  }
}
