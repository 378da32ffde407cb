import type { SyncStatus } from "../../../convex/model/statuses";
import { isRunning, type SaveResult, type SaveState, type Side } from "../../sync/save.machine";

/** How the two sides of a save stand, each for itself, as far as a person wants to know. Pure. */

export type SideState =
  | "waiting"
  | "busy"
  | "saved"
  | "on_its_way"
  | "nothing"
  | "undone"
  | "refused"
  | "failed"
  | "cancelled"
  /** Saved a while ago, and the sides have not become equal since. */
  | "differs";

export interface SideNews {
  state: SideState;
  /** The side's own reason, where it gave one. */
  reason: string | null;
  /** Whether it will be mended without the person doing anything. */
  comesByItself: boolean;
}

export interface BothSides {
  convex: SideNews;
  clerk: SideNews;
}

const news = (
  state: SideState,
  { reason = null, comesByItself = false }: Partial<SideNews> = {},
): SideNews => ({ state, reason, comesByItself });

/** While a save runs; null when none does. */
export function sidesWhile(saving: SaveState): BothSides | null {
  if (!isRunning(saving)) return null;
  const sideOf = (name: "convex" | "clerk"): SideNews => {
    const heard = saving.parts.map((part) => part[name]);
    if (heard.some((side) => side === null)) {
      return news(name === "convex" && !saving.connected ? "waiting" : "busy");
    }
    const worst = gravest(heard.filter((side) => side !== null));
    if (worst.status === "refused") return news("refused", { reason: worst.message });
    if (worst.status === "unreachable") return news("on_its_way");
    if (worst.status === "cancelled") return news("cancelled");
    return news(worst.status === "done" ? "saved" : "nothing");
  };
  return { convex: sideOf("convex"), clerk: sideOf("clerk") };
}

/** How a save has ended. */
export function sidesAfter({ convex, clerk, lost }: SaveResult): BothSides {
  return { convex: convexAfter(convex, clerk, lost.length > 0), clerk: clerkAfter(clerk, convex) };
}

/** How things stand apart from any save of this page. */
export function sidesNow(status: SyncStatus, refusal: { message: string } | null): BothSides {
  const convex = refusal ? news("undone") : news("saved");
  if (refusal) return { convex, clerk: news("refused", { reason: refusal.message }) };
  if (status === "in_sync") return { convex, clerk: news("saved") };
  if (status === "pending") return { convex, clerk: news("on_its_way") };
  return { convex, clerk: news("differs") };
}

function convexAfter(convex: Side, clerk: Side, lostSome: boolean): SideNews {
  switch (convex.status) {
    case "done":
      return news(clerk.status === "refused" && lostSome ? "undone" : "saved");
    case "skipped":
      return news("nothing");
    case "cancelled":
      return news("cancelled", { comesByItself: clerk.status === "done" });
    case "refused":
    case "unreachable":
      return news("failed", {
        reason: convex.message,
        comesByItself: clerk.status === "done",
      });
  }
}

function clerkAfter(clerk: Side, convex: Side): SideNews {
  switch (clerk.status) {
    case "done":
      return news("saved");
    case "skipped":
      return news("nothing");
    case "cancelled":
      return news("cancelled");
    case "refused":
      return news("refused", { reason: clerk.message });
    case "unreachable":
      return convex.status === "done"
        ? news("on_its_way")
        : news("failed", { reason: clerk.message });
  }
}

function gravest(sides: readonly Side[]): Side {
  const order: Side["status"][] = ["refused", "unreachable", "cancelled", "done", "skipped"];
  const worst = order.find((status) => sides.some((side) => side.status === status));
  return sides.find((side) => side.status === worst) ?? { status: "skipped" };
}
