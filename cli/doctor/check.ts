/** One thing that was looked at. */
export interface Check {
  /** What was looked at, in a word or two. */
  readonly name: string;
  /**
   * `fault`: something does not work. `notice`: it works, and there is something to know. `skipped`:
   * could not be looked at from here.
   */
  readonly state: "ok" | "fault" | "notice" | "skipped";
  /** One sentence. */
  readonly says: string;
  /** How to mend it; null when there is nothing to mend. */
  readonly cure: string | null;
}

export function ok(name: string, says: string): Check {
  return { name, state: "ok", says, cure: null };
}

export function fault(name: string, says: string, cure: string): Check {
  return { name, state: "fault", says, cure };
}

export function notice(name: string, says: string, cure: string | null = null): Check {
  return { name, state: "notice", says, cure };
}

export function skipped(name: string, says: string, cure: string | null = null): Check {
  return { name, state: "skipped", says, cure };
}
