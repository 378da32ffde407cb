import type { Addresses } from "../../sandbox/world/variables";

/** Of the process that serves both stand-ins. */
export interface Memory {
  /** The most that it ever held. */
  readonly peakBytes: number;
  readonly rssBytes: number;
  /** What is in use after the garbage is gone. */
  readonly heapBytes: number;
}

/** What the host tells its parent: its addresses once, its memory whenever it is asked. */
export type FromHost = { readonly addresses: Addresses } | { readonly memory: Memory };
