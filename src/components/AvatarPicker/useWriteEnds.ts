import { useState } from "react";
import type { PictureWrite } from "./AvatarPicker.view";
import type { Picker } from "./useAvatarPicker";

/** Tells the machine when a write has ended, and how. */
export function useWriteEnds(write: PictureWrite, { dispatch }: Picker): void {
  const { status } = write;
  const [seen, setSeen] = useState(status);
  // While rendering, not in an effect: the old picture would stand for a frame as if it were new.
  if (status === seen) return;
  setSeen(status);
  const kept = status === "cancelled" ? write.clerk === "new" : KEPT[status];
  if (kept !== null) dispatch({ type: "written", kept });
}

/** Whether a write that has come to this leaves the new picture; null where it has not ended. */
const KEPT: Record<Exclude<PictureWrite["status"], "cancelled">, boolean | null> = {
  idle: null,
  saving: null,
  cancelling: null,
  waiting: null,
  saved: true,
  on_its_way: true,
  only_clerk: true,
  refused: false,
  failed: false,
};
