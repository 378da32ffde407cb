import {
  clerkPictureAfter,
  isCancelling,
  isRunning,
  type SaveState,
} from "../../sync/save.machine";
import type { PictureWrite } from "./AvatarPicker.view";

/** What a save makes of the picture that it carries. */
export function writeOf(saving: SaveState): PictureWrite {
  if (saving.status === "idle") return { status: "idle" };
  if (isRunning(saving)) {
    const { status, connected, upload } = saving;
    if (isCancelling(saving)) return { status: "cancelling" };
    return status === "saving" && connected ? { status, upload } : { status: "waiting" };
  }
  const { outcome, convex, clerk } = saving.result;
  if (outcome === "saved") return { status: "saved" };
  if (convex.status === "cancelled")
    return { status: "cancelled", clerk: clerkPictureAfter(clerk) };
  if (convex.status === "done" && clerk.status === "unreachable") return { status: "on_its_way" };
  if (convex.status === "refused" && clerk.status === "done") {
    return { status: "only_clerk", reason: convex.message };
  }
  if (clerk.status === "refused") return { status: "refused", by: "clerk", reason: clerk.message };
  if (convex.status === "refused" && clerk.status === "skipped") {
    return { status: "refused", by: "app", reason: convex.message };
  }
  return { status: "failed" };
}
