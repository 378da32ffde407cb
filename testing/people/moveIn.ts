import { api } from "../../convex/_generated/api";
import type { BackendUserJson } from "../../sandbox/clerk";
import { asPerson, saveProfile, scanEverybody } from "../../sandbox/world/seed/actions";
import { portrait } from "../../sandbox/world/seed/pictures";
import type { PageWorld } from "../../sandbox/world/page";
import { emailOf, type DriftingField, type Person, type UserBuilder } from "./user";

/** How long Clerk asks to be left alone by whoever is `pendingIn` something. */
const COME_BACK_AFTER_MS = 60 * 60_000;

/**
 * Lets people live in a world, by the ways that real ones take: they sign up at Clerk, whose
 * webhooks bring them to Convex; they save; and where the two sides shall differ, something happens
 * of which no webhook tells. Ends when all that has been taken in.
 *
 * @throws Error when Clerk or Convex takes one of them not, such as a username that two have.
 */
export async function moveIn(world: PageWorld, people: readonly UserBuilder[]): Promise<void> {
  const ids: string[] = [];
  for (const [index, { person }] of people.entries()) {
    ids.push(await signUp(world, person, index));
  }
  await world.settle();
  const everybody = people.map(({ person }, index) => ({ person, id: ids[index] ?? "", index }));
  for (const { person, id } of everybody) await save(world, id, person);
  await world.settle();
  for (const { person, id, index } of everybody) await comeApart(world, id, person, index);
  await world.settle();
  if (people.some(({ person }) => DRIFTS.has(person.standing.status))) {
    // Any admin may; it need not be one of these.
    await scanEverybody(world, ids[0] ?? "");
    await world.settle();
  }
}

/** Whom a scan has to find. */
const DRIFTS = new Set<Person["standing"]["status"]>([
  "drifted",
  "missing_in_convex",
  "missing_in_clerk",
]);

/**
 * Somebody who lives in the world, as Clerk knows them now.
 * @param name their username, address or id
 * @throws Error when there is nobody of that name
 */
export function findPerson({ clerk }: PageWorld, name: string): BackendUserJson {
  const [byUsername] = clerk.users.list({ username: [name] });
  const [byEmail] = name.includes("@") ? clerk.users.list({ email_address: [name] }) : [];
  const found = byUsername ?? byEmail ?? clerk.users.get(name);
  if (!found) throw new Error(`Nobody in this world is called ${name}.`);
  return found;
}

async function signUp(world: PageWorld, person: Person, index: number): Promise<string> {
  const { users } = world.clerk;
  const isTold = { webhook: person.standing.status !== "missing_in_convex" };
  const { username, first_name, last_name, role } = person;
  const email_address = [emailOf(person, index)];
  const public_metadata: Readonly<Record<string, string>> = role === null ? {} : { role };
  const { id } = await users.create(
    { username, first_name, last_name, email_address, public_metadata },
    isTold,
  );
  if (person.image !== null) users.setPicture(id, await bytesOf(person.image, index), isTold);
  return id;
}

async function bytesOf(image: Blob | "portrait", index: number): Promise<Uint8Array> {
  return image === "portrait" ? await portrait(index) : new Uint8Array(await image.arrayBuffer());
}

/** What Convex alone knows of. */
async function save(world: PageWorld, id: string, person: Person): Promise<void> {
  const { interests, onboarding, standing } = person;
  if (standing.status === "missing_in_convex") return;
  if (interests.length > 0) await saveProfile(world, id, { interests: [...interests] });
  const operation = () => ({ operation_id: crypto.randomUUID() });
  if (onboarding.step !== null) {
    const args = { ...operation(), step: onboarding.step };
    await asPerson(world, id, api.users.updateOnboardingData, args);
  }
  if (onboarding.completed_at !== null) {
    await asPerson(world, id, api.users.completeOnboarding, operation());
  }
}

/** Makes the two sides differ as the person's standing says. */
async function comeApart(world: PageWorld, id: string, person: Person, index: number) {
  const { users } = world.clerk;
  const { standing } = person;
  const untold = { webhook: false };
  switch (standing.status) {
    case "in_sync":
    case "missing_in_convex":
      return;
    case "pending":
      return saveProfile(world, id, standing.changes, { retryAfterMs: COME_BACK_AFTER_MS });
    case "drifted": {
      const fields = standing.fields.filter((field) => field !== "image_url");
      const newer = Object.fromEntries(fields.map((field) => [field, newerValue(person, field)]));
      if (fields.length > 0) await users.update(id, newer, untold);
      if (standing.fields.includes("image_url")) {
        users.setPicture(id, await portrait(index + 1), untold);
      }
      return;
    }
    case "missing_in_clerk":
      return users.delete(id, untold);
    case "deleted":
      return users.delete(id);
  }
}

/** What Clerk has of a field in which Convex is behind: the old value, and something after it. */
function newerValue(person: Person, field: Exclude<DriftingField, "image_url">): string {
  return `${person[field] ?? "somebody"}${field === "username" ? "_new" : "-New"}`;
}
