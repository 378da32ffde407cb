import { KeyRound, LogIn, TriangleAlert } from "lucide-react";
import { Button, EmptyState } from "../../components/ui";
import type { QueryProblem } from "./queryProblem";

export type QueryProblemViewProps = {
  problem: QueryProblem;
  /** Called when the person asks to try again. */
  onRetry: () => void;
};

/** Stands where the answer of a query would, and says what is missing. */
export function QueryProblemView({ problem, onRetry }: QueryProblemViewProps) {
  const retry = <Button onClick={onRetry}>Try again</Button>;
  switch (problem.kind) {
    case "not_permitted":
      return (
        <EmptyState
          role="alert"
          icon={KeyRound}
          title={`This needs the role “${problem.needs}”`}
          actions={retry}
        >
          You are signed in, but your account does not have that role. Whoever looks after your
          Clerk users can give it to you: it stands in the public metadata of your account.
        </EmptyState>
      );
    case "not_signed_in":
      return (
        <EmptyState role="alert" icon={LogIn} title="You are signed out" actions={retry}>
          Sign in again to see this.
        </EmptyState>
      );
    case "failed":
      return (
        <EmptyState
          role="alert"
          icon={TriangleAlert}
          title="The server could not answer"
          actions={retry}
        >
          It said: {problem.message}
        </EmptyState>
      );
  }
}
