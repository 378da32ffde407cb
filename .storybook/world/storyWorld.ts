import { app } from "virtual:convex-app";
import type { PageWorld } from "../../sandbox/world/page";
import { admin } from "../../sandbox/world/seed/people";
import { openSandbox, type Sandbox } from "../../testing";
import { whoIsSignedIn, type SignedInGlobals } from "../toolbar/signedInAs";
import { troubleOf, type TroubleGlobals } from "../toolbar/trouble";
import type { WorldParameters } from "./parameters";
import { inhabitants } from "./people";

interface StoryContext {
  readonly id: string;
  readonly parameters: { readonly world?: WorldParameters };
  readonly globals: Partial<TroubleGlobals & SignedInGlobals>;
}

/** The world of the story that is shown; a page has room for one. */
let current: {
  readonly storyId: string;
  readonly sandbox: Sandbox;
  /** What the story and the toolbar want of it, as it was last applied. */
  applied: string;
} | null = null;

/** The world of the story that is shown, for play functions. Throws in a story that has none. */
export function storyWorld(): PageWorld {
  return storySandbox().world;
}

/** The same with the testing kit's controls: what goes wrong, and who is signed in. */
export function storySandbox(): Sandbox {
  if (current === null) throw new Error("This story has no `parameters.world`.");
  return current.sandbox;
}

/** The person with that handle, as Clerk knows them now. */
export function personInWorld(handle: string) {
  return storySandbox().person(handle);
}

/** Opens the story's world before the story renders; answers with what ends it. */
export async function openStoryWorld({ id, parameters, globals }: StoryContext) {
  const { world } = parameters;
  if (world === undefined) return undefined;
  const wanted = wantedOf(world, globals);
  const applied = JSON.stringify(wanted);
  // A change in the toolbar renders the same story anew, in the world it has. What a play function
  // has done to it stays, unless it was another choice that brought us here.
  if (current?.storyId === id) {
    if (current.applied === applied) return undefined;
    current.applied = applied;
    current.sandbox.setTrouble(wanted.trouble);
    await current.sandbox.signInAs(wanted.signedInAs);
    return undefined;
  }
  const { residents = 3, people = [] } = world;
  const sandbox = await openSandbox({
    app,
    people: [...inhabitants(residents), ...people],
    signedInAs: wanted.signedInAs,
    ...wanted.trouble,
  });
  current = { storyId: id, sandbox, applied };
  return async () => {
    if (current?.sandbox === sandbox) current = null;
    await sandbox.stop();
  };
}

function wantedOf(world: WorldParameters, globals: StoryContext["globals"]) {
  const { signedInAs = admin.handle } = world;
  return { trouble: troubleOf(world, globals), signedInAs: whoIsSignedIn(signedInAs, globals) };
}
