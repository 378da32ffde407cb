import { FIELD_NAMES, type FieldName } from "../../../convex/model/fields";
import type { SyncStatus } from "../../../convex/model/statuses";
import type { SyncBadgeStrings } from "./SyncBadge.strings";

/** How the two sides of a person's profile stand, as far as a badge tells. */
export interface SyncView {
  status: SyncStatus;
  /** Fields whose new value Clerk has not confirmed. */
  awaited: readonly string[];
  /** Fields that are known to differ. */
  drifted: readonly string[];
  /** Why Clerk did not accept the newest save; null when it did, or has not answered. */
  refusal: string | null;
}

export type SyncBadgeModel =
  | { status: "loading" }
  /** Nobody's state is nothing to show. */
  | { status: "signed_out" }
  | { status: "not_accepted" }
  | { status: "no_profile" }
  | { status: "deleted" }
  | { status: "ready"; sync: SyncView; connected: boolean };

/** What a badge shows: whose look, in which word, and why. */
export interface BadgeFace {
  look: SyncStatus | "offline" | "not_accepted" | "no_profile";
  word: string;
  reason: string;
}

/** The face of everybody who has one. */
export function faceOf(
  model: Exclude<SyncBadgeModel, { status: "loading" | "signed_out" }>,
  strings: SyncBadgeStrings,
): BadgeFace {
  const { statuses, reasons } = strings;
  switch (model.status) {
    case "not_accepted":
      return { look: model.status, word: strings.notAccepted, reason: reasons.notAccepted };
    case "no_profile":
      return { look: model.status, word: strings.settingUp, reason: reasons.settingUp };
    case "deleted":
      return { look: model.status, word: statuses.deleted, reason: reasons.deleted };
    case "ready": {
      if (!model.connected) {
        return { look: "offline", word: strings.offline, reason: reasons.offline };
      }
      const { status } = model.sync;
      return { look: status, word: statuses[status], reason: reasonOf(model.sync, strings) };
    }
  }
}

/** Why somebody's state is what it is. */
export function reasonOf(
  { status, awaited, drifted, refusal }: SyncView,
  { reasons, fields }: SyncBadgeStrings,
): string {
  const named = (names: readonly string[]) =>
    [...new Set(names)].filter(isField).map((name) => fields[name]);
  switch (status) {
    case "in_sync":
      return refusal === null ? reasons.inSync : reasons.refused(refusal);
    case "pending":
      return reasons.pending(named(awaited));
    case "drifted":
      return reasons.drifted(named(drifted));
    case "failed":
      return reasons.failed;
    case "deleted":
      return reasons.deleted;
  }
}

function isField(name: string): name is FieldName {
  return FIELD_NAMES.some((field) => field === name);
}
