import type { SaveState } from "../../sync/save.machine";

/** What the wizard tells whatever stands in its picture step. */
export interface PictureSlot {
  /** What to show: what was chosen here, or what is stored; null for none. */
  url: string | null;
  /** For the initials where there is no picture. May be empty. */
  name: string;
  /** The save that carries the picture, while it runs; otherwise idle. */
  saving: SaveState;
  /** Something was chosen: a file, or null for no picture. Without `file` the stored one stays. */
  onPick: (choice: { file?: File | null }) => void;
  /** Stops the sending. Absent where it cannot be stopped. */
  onCancel?: (() => void) | undefined;
}
