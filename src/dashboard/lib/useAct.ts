import { useState } from "react";
import { queryProblem } from "../QueryBoundary/queryProblem";

/** Something that is asked of the server at a click: whether it is under way, and what went wrong. */
export type Act<Args extends unknown[]> = {
  /** Resolves to whether it went well; never rejects. A second click meanwhile does nothing. */
  run: (...args: Args) => Promise<boolean>;
  busy: boolean;
  /** In words; `null` when nothing went wrong. */
  error: string | null;
  forget: () => void;
};

/** Wraps a call to the server for a button. */
export function useAct<Args extends unknown[]>(
  call: (...args: Args) => Promise<unknown>,
): Act<Args> {
  const [state, setState] = useState<{ busy: boolean; error: string | null }>(IDLE);
  return {
    ...state,
    forget: () => setState(IDLE),
    run: async (...args) => {
      if (state.busy) return false;
      setState({ busy: true, error: null });
      try {
        await call(...args);
        setState(IDLE);
        return true;
      } catch (thrown) {
        setState({ busy: false, error: problemWords(thrown) });
        return false;
      }
    },
  };
}

const IDLE = { busy: false, error: null };

/** What the server said when it refused. */
export function problemWords(thrown: unknown): string {
  const problem = queryProblem(thrown);
  switch (problem.kind) {
    case "not_permitted":
      return `This needs the role “${problem.needs}”.`;
    case "not_signed_in":
      return "You are signed out. Sign in again to do this.";
    case "failed":
      return problem.message;
  }
}
