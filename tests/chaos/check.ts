import { api } from "../../convex/_generated/api";
import type { UserDetail } from "../../convex/lib/dashboardShapes";
import { USER_UPDATE_FIELDS } from "../../convex/model/fields";
import { actAsAdmin, asAdmin, listAll } from "../world/support/memoryWorld";
import type { Known, Person } from "./people";
import type { ChaosWorld } from "./world";

/** What must hold once the faults have stopped: before a scan has run, and after it. */

const FINAL_EVENTS: readonly string[] = ["applied", "stale", "ignored", "dead"];
/** Of them, those of which Convex took in what they say. */
const HEARD: readonly string[] = ["applied", "stale"];
const FINAL_WRITES: readonly string[] = ["done", "refused", "superseded", "gave_up"];

/** Everybody as support staff see them; null for whom Convex does not know. */
export type Details = readonly (UserDetail | null)[];

export function readPeople(world: ChaosWorld, people: readonly Person[]): Promise<Details> {
  return Promise.all(
    people.map(({ id }) => asAdmin(world, api.dashboard.getUser, { externalId: id })),
  );
}

/** Whose two sides are not the same. */
export function differing(
  world: ChaosWorld,
  people: readonly Person[],
  details: Details,
): Person[] {
  return people.filter(
    ({ id }, index) => differences(world, id, details[index] ?? null).length > 0,
  );
}

interface Difference {
  /** null when one side has no such person. */
  field: string | null;
  /** Clerk beside Convex. */
  sentence: string;
}

function differences({ clerk }: ChaosWorld, id: string, detail: UserDetail | null): Difference[] {
  const user = clerk.users.get(id);
  const isKnown = detail !== null && detail.deleted_at === null;
  if (user === null) {
    const sentence = `${id} is deleted in Clerk and lives in Convex.`;
    return isKnown ? [{ field: null, sentence }] : [];
  }
  if (!isKnown) return [{ field: null, sentence: `${id} lives in Clerk and is not in Convex.` }];
  const convex = Object.fromEntries(detail.fields.map(({ field, convex }) => [field, convex]));
  return [...USER_UPDATE_FIELDS, "image_url" as const]
    .filter((field) => user[field] !== convex[field])
    .map((field) => ({
      field,
      sentence: `${field} of ${id}: ${user[field]} in Clerk, ${convex[field]} in Convex.`,
    }));
}

/**
 * What should not be before any scan: of somebody about whom Convex has heard Clerk's last word, a
 * difference that nothing shows, or one that is shown and is none. The scan would mend it, and hide
 * which rule has failed.
 */
export async function problemsBeforeScan(
  world: ChaosWorld,
  people: readonly Person[],
  details: Details,
): Promise<string[]> {
  const rows = await listAll(world, api.dashboard.listEvents);
  const heard = new Set(
    rows.filter(({ status }) => HEARD.includes(status)).map(({ svix_id }) => svix_id),
  );
  return people.flatMap(({ id }, index) => {
    const last = world.clerk.webhooks.list({ limit: 1_000 }).find(({ user_id }) => user_id === id);
    if (last === undefined || !heard.has(last.id)) return [];
    return misjudged(world, id, details[index] ?? null);
  });
}

function misjudged(world: ChaosWorld, id: string, detail: UserDetail | null): string[] {
  const found = differences(world, id, detail);
  const shown = detail?.findings.filter(({ resolved_at }) => resolved_at === null) ?? [];
  const hidden = found
    .filter(({ field }) => !shown.some((finding) => finding.field === field))
    .map(({ sentence }) => `${sentence} No word of Clerk's is missing, and nothing shows it.`);
  const isCalm = detail === null || ["in_sync", "deleted"].includes(detail.status);
  if (found.length > 0 || isCalm) return hidden;
  return [`${id} is equal on both sides and shown as ${detail.status}: ${detail.reason}`];
}

/** All that should not be in the end. */
export async function problemsOf(
  world: ChaosWorld,
  people: readonly Person[],
  details: Details,
): Promise<string[]> {
  const problems = await problemsWithEvents(world);
  for (const [index, person] of people.entries()) {
    const detail = details[index] ?? null;
    problems.push(...differences(world, person.id, detail).map(({ sentence }) => sentence));
    if (detail === null) continue;
    problems.push(...problemsWithWrites(detail));
    if (person.isDeleted) problems.push(...problemsWithTheDead(detail));
    else problems.push(...(await problemsWithTheLiving(world, person, detail)));
  }
  return problems;
}

/** Each event that arrived is a row, in a final state; nothing else is. */
async function problemsWithEvents(world: ChaosWorld): Promise<string[]> {
  const rows = await listAll(world, api.dashboard.listEvents);
  const bySvixId = new Map(rows.map((row) => [row.svix_id, row]));
  const problems = rows.flatMap(({ svix_id, status }) => [
    ...(FINAL_EVENTS.includes(status) ? [] : [`Event ${svix_id} ends as ${status}.`]),
    ...(world.clerk.webhooks.get(svix_id) ? [] : [`Event ${svix_id} was never sent by Clerk.`]),
  ]);
  if (bySvixId.size < rows.length) problems.push("An event is stored twice.");
  for (const [svix_id, times] of world.acknowledged) {
    const deliveries = bySvixId.get(svix_id)?.deliveries ?? 0;
    if (deliveries < times) {
      problems.push(`Event ${svix_id} was acknowledged ${times} times and counted ${deliveries}.`);
    }
  }
  return problems;
}

function problemsWithWrites({ externalId, writes }: UserDetail): string[] {
  return writes
    .filter(({ clerk, settled_at }) => !FINAL_WRITES.includes(clerk) || settled_at === null)
    .map(({ clerk, requested }) => {
      return `A save of ${externalId} ends as ${clerk}: ${JSON.stringify(requested)}`;
    });
}

function problemsWithTheDead({ externalId, status, fields }: UserDetail): string[] {
  const left = fields.filter(({ convex }) => convex !== null).map(({ field }) => field);
  return [
    ...(status === "deleted" ? [] : [`${externalId} is deleted and shown as ${status}.`]),
    ...(left.length === 0 ? [] : [`${externalId} is deleted and still has ${left.join(", ")}.`]),
  ];
}

async function problemsWithTheLiving(
  world: ChaosWorld,
  person: Person,
  detail: UserDetail,
): Promise<string[]> {
  const { id } = person;
  const { status, fields, findings } = detail;
  const problems = status === "in_sync" ? [] : [`${id} is shown as ${status}: ${detail.reason}`];
  for (const { field, resolved_at } of findings) {
    if (resolved_at === null) problems.push(`A difference of ${id} in ${field} is still open.`);
  }
  const { email } = await actAsAdmin(world, api.dashboard.revealEmail, { externalId: id });
  const address = emailInClerk(world, id);
  if (email !== address) problems.push(`email of ${id}: ${address} in Clerk, ${email} in Convex.`);

  const convex = Object.fromEntries(fields.map((field) => [field.field, field.convex]));
  const { interests, step, hasCompleted } = person;
  problems.push(...lost(`interests of ${id}`, interests, convex.interests ?? ""));
  if (convex.onboarding === "completed") {
    problems.push(...lost(`onboarding of ${id}`, hasCompleted, true));
  } else {
    problems.push(...lost(`onboarding of ${id}`, hasCompleted, false));
    problems.push(...lost(`step of ${id}`, step, convex.onboarding ?? null));
  }
  return [...problems, ...lostSaves(person, detail)];
}

function lost<T>(what: string, { candidates }: Known<T>, value: T): string[] {
  if (candidates.includes(value)) return [];
  return [`Lost ${what}: it is ${String(value)}, and was last ${candidates.join(" or ")}.`];
}

/**
 * Where nobody else had a hand in a field, the newest save that was neither refused nor given up is
 * what both sides have.
 */
function lostSaves({ id, contested }: Person, { writes, fields }: UserDetail): string[] {
  return USER_UPDATE_FIELDS.flatMap((field) => {
    if (contested.has(field)) return [];
    const newest = writes.find(
      ({ clerk, requested }) =>
        requested[field] !== undefined && clerk !== "refused" && clerk !== "gave_up",
    );
    const value = fields.find((each) => each.field === field)?.convex ?? null;
    if (newest === undefined || newest.requested[field] === value) return [];
    const wanted = String(newest.requested[field]);
    return [`Lost a save of ${id}: ${field} should be ${wanted}, and is ${String(value)}.`];
  });
}

function emailInClerk({ clerk }: ChaosWorld, id: string): string | null {
  const user = clerk.users.get(id);
  const primary = user?.email_addresses.find((each) => each.id === user.primary_email_address_id);
  return primary?.email_address ?? null;
}
