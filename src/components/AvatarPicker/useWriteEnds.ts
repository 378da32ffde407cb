import { useState } from "react";
import type { PictureWrite } from "./AvatarPicker.view";
import type { Picker } from "./useAvatarPicker";

/** Tells the machine when a write has ended, and how. */
export function useWriteEnds({ status }: PictureWrite, { dispatch }: Picker): void {
  const [seen, setSeen] = useState(status);
  // While rendering, not in an effect: the old picture would stand for a frame as if it were new.
  if (status === seen) return;
  setSeen(status);
  const kept = KEPT[status];
  if (kept !== null) dispatch({ type: "written", kept });
}

/** Whether a write that has come to this leaves the new picture; null where it has not ended. */
const KEPT: Record<PictureWrite["status"], boolean | null> = {
  idle: null,
  saving: null,
  waiting: null,
  saved: true,
  on_its_way: true,
  only_clerk: true,
  refused: false,
  failed: false,
};
