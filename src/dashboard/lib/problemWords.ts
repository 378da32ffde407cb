import { queryProblem } from "../QueryBoundary/queryProblem";

/** Why something that was asked of the server was not done, in a sentence. */
export function problemWords(error: unknown): string {
  const problem = queryProblem(error);
  switch (problem.kind) {
    case "failed":
      return problem.message;
    case "not_signed_in":
      return "You are signed out. Sign in again to do this.";
    case "not_permitted":
      return `This needs the role “${problem.needs}”.`;
  }
}
