import type { OpenedPicture } from "./engine";
import type { Edit } from "./geometry";

/** What the page asks of the worker, one thing at a time. */
export type Order = { type: "open"; file: Blob } | { type: "render"; edit: Edit };

/** What it hears back: progress, and one end. */
export type Answer =
  | { type: "progress"; share: number }
  | { type: "opened"; picture: OpenedPicture }
  | { type: "rendered"; blob: Blob }
  | { type: "failed"; message: string };
