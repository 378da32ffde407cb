import { app } from "virtual:convex-app";
import { openPageWorld, type PageWorld } from "../../sandbox/world/page";
import { admin, emailOf, resident, support, type Named } from "../../sandbox/world/seed/people";
import { portrait } from "../../sandbox/world/seed/pictures";
import {
  clerkFaults,
  convexLines,
  type ClerkFaultName,
  type ConvexLineName,
  type WorldParameters,
} from "./parameters";

/** The world of the story that is shown; a page has room for one. */
let current: { readonly storyId: string; readonly world: PageWorld } | null = null;

interface StoryContext {
  readonly id: string;
  readonly parameters: { readonly world?: WorldParameters };
  readonly globals: Record<string, unknown>;
}

/** The world of the story that is shown, for play functions. Throws in a story that has none. */
export function storyWorld(): PageWorld {
  if (current === null) throw new Error("This story has no `parameters.world`.");
  return current.world;
}

/** Opens the story's world before the story renders; answers with what ends it. */
export async function openStoryWorld(context: StoryContext) {
  const { world: parameters } = context.parameters;
  if (parameters === undefined) return undefined;
  // A change in the toolbar renders the same story anew, in the world it has.
  if (current?.storyId === context.id) {
    applyToolbar(current.world, parameters, context.globals);
    return undefined;
  }
  const world = await openPageWorld(app);
  current = { storyId: context.id, world };
  await populate(world, parameters);
  applyToolbar(world, parameters, context.globals);
  world.startTimers();
  return async () => {
    if (current?.world === world) current = null;
    await world.stop();
  };
}

/** The person with that handle, as Clerk knows them now. */
export function personInWorld(handle: string) {
  const [found] = storyWorld().clerk.users.list({ username: [handle] });
  if (!found) throw new Error(`Nobody in this story's world is called ${handle}.`);
  return found;
}

async function populate(world: PageWorld, parameters: WorldParameters): Promise<void> {
  const { signedInAs = admin.handle, residents = 3 } = parameters;
  const people: { person: Named; role?: string }[] = [
    { person: admin, role: "admin" },
    { person: support, role: "support" },
    ...Array.from({ length: residents }, (_, index) => ({ person: resident(index) })),
  ];
  for (const [index, { person, role }] of people.entries()) {
    const user = await world.clerk.users.create({
      username: person.handle,
      first_name: person.first,
      last_name: person.last,
      email_address: [emailOf(person, index)],
      public_metadata: role === undefined ? {} : { role },
    });
    if (index % 2 === 0) world.clerk.users.setPicture(user.id, await portrait(index));
    if (person.handle !== null && person.handle === signedInAs) await world.signInAs(user.id);
  }
  await world.settle();
}

function applyToolbar(
  world: PageWorld,
  parameters: WorldParameters,
  globals: Record<string, unknown>,
): void {
  const fault = clerkFaults[globals.clerkFault as ClerkFaultName] ?? clerkFaults.none;
  const line = convexLines[globals.convexLine as ConvexLineName] ?? convexLines.fast;
  world.clerk.faults.clear();
  for (const rule of [...(parameters.faults ?? []), ...fault.faults]) world.clerk.faults.set(rule);
  world.host.latency(Math.max(parameters.latency ?? 0, line.latency));
  world.host.offline((parameters.offline ?? false) || line.offline);
}
