import type { AuditRow } from "../types";
import { count, fieldWords } from "../words";

/** What staff can do, as the log names it; see convex/lib/audit.ts. */
const ACTIONS: Record<string, string> = {
  replay: "Replayed an event",
  replay_many: "Replayed many events",
  cancel_replay: "Stopped a replay",
  scan_start: "Started a scan",
  scan_cancel: "Stopped a scan",
  resolve: "Ended differences",
  resolve_many: "Ended many differences",
  cancel_resolve: "Stopped the ending of differences",
  undo_resolve: "Undid a decision",
  undo_many: "Undid many decisions",
  cancel_undo: "Stopped an undoing",
  reveal_email: "Revealed the e-mail",
};

/** Every action there can be in the log, with its words; for a filter. */
export const AUDIT_ACTIONS = Object.entries(ACTIONS).map(([value, label]) => ({ value, label }));

/** What was done, in a few words. */
export function actionWords(action: string): string {
  return ACTIONS[action] ?? action;
}

/** What it was done to, in words; only people have names of their own. */
export function subjectWords(deed: Pick<AuditRow, "action" | "subject" | "subject_name">): string {
  const { action, subject, subject_name } = deed;
  if (subject === null) return "many";
  if (subject_name !== null || subject.startsWith("user_")) return subject_name ?? subject;
  if (action === "replay") return "an event";
  return action === "scan_start" || action === "scan_cancel" ? "a scan" : "many";
}

type Deed = Pick<AuditRow, "action" | "detail">;

/** What was done, with what the log knows besides. */
export function auditSentence(deed: Deed): string {
  const more = detailWords(deed);
  return more === "" ? `${actionWords(deed.action)}.` : `${actionWords(deed.action)}: ${more}.`;
}

/** What the log knows besides who did what to whom: in which fields, for which side, how many. */
export function detailWords({ action, detail }: Deed): string {
  switch (action) {
    case "resolve":
      return [towards(detail.winner), fields(detail.fields ?? ended(detail))]
        .filter(Boolean)
        .join(", ");
    case "resolve_many":
      return [towards(detail.winner), field(detail.field), counted(detail, "difference")]
        .filter(Boolean)
        .join(", ");
    case "undo_resolve":
      return fields(detail.fields);
    case "undo_many":
      return counted(detail, "decision");
    case "replay_many":
      return counted(detail, "event");
    case "scan_start":
      return [
        typeof detail.kind === "string" && (SCANS[detail.kind] ?? detail.kind),
        detail.dry_run === true && "as a dry run",
        detail.repair === true && "with repairs",
      ]
        .filter(Boolean)
        .join(", ");
    default:
      return "";
  }
}

const SCANS: Record<string, string> = {
  full: "of everybody",
  quick: "of those changed lately",
  user: "of one person",
};

type Value = AuditRow["detail"][string] | undefined;

function towards(winner: Value): string {
  if (winner === "clerk") return "Clerk’s value taken";
  return winner === "convex" ? "Convex’s value taken" : "";
}

function ended({ resolved, started }: AuditRow["detail"]): string[] {
  return [resolved, started].flatMap((names) => (Array.isArray(names) ? names : []));
}

function fields(names: Value): string {
  return Array.isArray(names) ? names.map(fieldWords).join(", ") : "";
}

function field(name: Value): string {
  return typeof name === "string" ? fieldWords(name) : "";
}

function counted({ count: many, more }: AuditRow["detail"], noun: string): string {
  if (typeof many !== "number") return "";
  return more === true ? `more than ${count(many, noun)}` : count(many, noun);
}
