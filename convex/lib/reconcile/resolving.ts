import { v, type Infer } from "convex/values";
import type { MutationCtx } from "../../_generated/server";
import { readEnv } from "../../env";
import { WHOLE_PERSON } from "../../model/drift";
import type { OneSided } from "../../model/statuses";
import { complaintAboutDecision, isClerkField } from "../../model/resolution";
import type { Doc, Id } from "../../_generated/dataModel";
import { vText, type Winner } from "../../validators";
import { bury } from "../deletion";
import { refuse } from "../errors";
import { openFindingsOf } from "../findings";
import { isDeleted, loadPerson, type Person } from "../people";
import { previewResolution, sendToClerk, takeFromClerk } from "../resolutions";
import { startRun } from "./runs";

/** Ending differences of one person towards the side that an admin has chosen. */

export const vResolved = v.object({
  /** Ended at once. */
  resolved: v.array(v.string()),
  /** On the way: Clerk is being told, or asked. */
  started: v.array(v.string()),
  /** Left as they are. */
  refused: v.array(v.object({ field: v.string(), message: v.string() })),
});
export type Resolved = Infer<typeof vResolved>;

export const vPreview = v.object({
  changes: v.array(
    v.object({
      field: v.string(),
      label: v.string(),
      /** Where the value changes. */
      side: v.union(v.literal("clerk"), v.literal("convex")),
      /** null stands for none; an e-mail is masked. */
      from: vText,
      to: vText,
    }),
  ),
  refused: vResolved.fields.refused,
});

interface Decision {
  externalId: string;
  fields: readonly string[];
  winner: Winner;
  actor: string;
  /** The bulk job that carries it out, if one does. */
  jobId?: Id<"bulkJobs">;
}

/**
 * Resolves what can be resolved. A run about the one person carries out what Clerk must be asked
 * or told for, with the retries and the visible failure that every run has.
 */
export async function resolveDifferences(ctx: MutationCtx, decision: Decision): Promise<Resolved> {
  const { externalId, winner } = decision;
  const person = await loadPerson(ctx, externalId);
  const { agreed, refused } = judge(person, decision);
  const fields = agreed.filter(isClerkField);
  // Before: some of them are closed at once.
  const findings = await openFindingsOf(ctx, externalId);
  const outcomes = [
    { resolved: [], started: [], refused },
    agreed.includes(WHOLE_PERSON) ? await resolvePerson(ctx, person, decision) : NOTHING,
    fields.length === 0
      ? NOTHING
      : winner === "clerk"
        ? await takeFields(ctx, person, fields, decision)
        : await sendFields(ctx, person, fields),
  ];
  const answer = {
    resolved: outcomes.flatMap((outcome) => outcome.resolved),
    started: outcomes.flatMap((outcome) => outcome.started),
    refused: outcomes.flatMap((outcome) => outcome.refused),
  };
  await noteDecision(ctx, findings, [...answer.resolved, ...answer.started], decision);
  return answer;
}

/** Keeps with each difference who decided what, so that it can be told, and undone. */
async function noteDecision(
  ctx: MutationCtx,
  findings: readonly Doc<"driftFindings">[],
  fields: readonly string[],
  { winner, actor, jobId }: Decision,
): Promise<void> {
  const decision = { winner, actor, at: Date.now(), undone_at: null, undone_by: null };
  for (const { _id, field } of findings) {
    if (!fields.includes(field)) continue;
    await ctx.db.patch("driftFindings", _id, { decision, decided_in: jobId });
  }
}

/** What `resolveDifferences` would change, and what it would refuse. */
export function previewDecision(
  person: Person,
  decision: Pick<Decision, "fields" | "winner">,
): Infer<typeof vPreview> {
  const { agreed, refused } = judge(person, decision);
  const changes = previewResolution(person, agreed, decision.winner);
  const one_sided = person.sync?.one_sided ?? null;
  if (one_sided === null || !agreed.includes(WHOLE_PERSON)) return { changes, refused };
  const whole = {
    field: WHOLE_PERSON,
    label: "Person",
    ...wholeChange(one_sided, decision.winner),
  };
  return { changes: [...changes, whole], refused };
}

/** Clerk's view of a person who is to come or go as a whole. */
function wholeChange(one_sided: OneSided, winner: Winner) {
  // Only Clerk can win over somebody whom only Convex has; all else is about somebody in Clerk.
  if (one_sided === "missing_in_clerk")
    return { side: "convex", from: "present", to: null } as const;
  return winner === "clerk"
    ? ({ side: "convex", from: null, to: "present" } as const)
    : ({ side: "clerk", from: "present", to: null } as const);
}

function judge(person: Person, { fields, winner }: Pick<Decision, "fields" | "winner">) {
  const { sync, profile } = person;
  if (sync === null && profile === null) {
    refuse({ code: "no_profile", message: "Nobody of that id is known here." });
  }
  const contested = {
    drifted_fields: sync?.drifted_fields ?? [],
    one_sided: sync?.one_sided ?? null,
    hasOwnPicture: (profile?.avatar_storage_id ?? null) !== null,
  };
  const verdicts = [...new Set(fields)].map((field) => ({
    field,
    message: complaintAboutDecision(contested, field, winner),
  }));
  return {
    agreed: verdicts.filter(({ message }) => message === null).map(({ field }) => field),
    refused: verdicts.flatMap(({ field, message }) =>
      message === null ? [] : [{ field, message }],
    ),
  };
}

async function resolvePerson(
  ctx: MutationCtx,
  person: Person,
  decision: Decision,
): Promise<Resolved> {
  if (person.sync?.one_sided !== "missing_in_clerk") {
    await startDecision(ctx, decision);
    return { ...NOTHING, started: [WHOLE_PERSON] };
  }
  if (!isDeleted(person)) await bury(ctx, person, Date.now(), "scan");
  return { ...NOTHING, resolved: [WHOLE_PERSON] };
}

async function takeFields(
  ctx: MutationCtx,
  person: Person,
  fields: Parameters<typeof takeFromClerk>[2],
  decision: Decision,
): Promise<Resolved> {
  const { taken, unknown } = await takeFromClerk(ctx, person, fields);
  if (unknown.length > 0) await startDecision(ctx, decision);
  // What was taken is what Clerk was last seen with: let it say whether that still holds.
  else if (readEnv().secretKey !== null) await startDecision(ctx, decision, "only look");
  return { ...NOTHING, resolved: taken, started: unknown };
}

async function sendFields(
  ctx: MutationCtx,
  person: Person,
  fields: Parameters<typeof sendToClerk>[2],
): Promise<Resolved> {
  const isUnderWay = (field: string) =>
    person.writes.some(
      ({ origin, clerk, requested }) =>
        origin === "repair" &&
        clerk !== "gave_up" &&
        (field === "image_url" ? "avatar_storage_id" : field) in requested,
    );
  const fresh = fields.filter((field) => !isUnderWay(field));
  const { sent, refused } = await sendToClerk(ctx, person, fresh, crypto.randomUUID());
  return { resolved: [], started: [...fields.filter(isUnderWay), ...sent], refused };
}

async function startDecision(
  ctx: MutationCtx,
  { externalId, winner, actor }: Decision,
  task: "decide" | "only look" = "decide",
): Promise<void> {
  await startRun(ctx, {
    kind: "user",
    trigger: "admin",
    actor,
    externalId,
    dry_run: false,
    repair: false,
    decision: task === "decide" ? winner : null,
  });
}

const NOTHING: Resolved = { resolved: [], started: [], refused: [] };
