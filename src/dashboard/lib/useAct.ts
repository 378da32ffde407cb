import { useState } from "react";
import { problemWords } from "./problemWords";

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
