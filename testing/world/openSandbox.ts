import type { BackendUserJson } from "../../sandbox/clerk";
import type { ComponentModules } from "../../sandbox/convex/types";
import { openPageWorld, type PageWorld } from "../../sandbox/world/page";
import type { SandboxFault } from "../faults/faults";
import { setTrouble, type Trouble } from "../faults/trouble";
import { findPerson, moveIn } from "../people/moveIn";
import type { UserBuilder } from "../people/user";

export interface SandboxOptions extends Trouble {
  /** The functions of the app's `convex/`, from `virtual:convex-app`. */
  readonly app: ComponentModules;
  /** Who lives in it. @default nobody */
  readonly people?: readonly UserBuilder[];
  /** Username or address of who is signed in; null is nobody. @default null */
  readonly signedInAs?: string | null;
}

/** A whole world inside the page, and what may be done with it from a test or a story. */
export interface Sandbox {
  /** The stand-ins themselves, and the real clients that talk to them. */
  readonly world: PageWorld;
  /** What goes wrong from now on; what is already under way ends as it began. */
  readonly faults: FaultControls;
  /** Milliseconds that what goes between the page and either side takes, each way. */
  latency(ms: number): void;
  /** Cuts the line to Convex, or mends it. */
  offline(cut: boolean): void;
  /** All of the above at once; what is left out works. */
  setTrouble(trouble: Trouble): void;
  /**
   * Somebody, by username, address or id, as Clerk knows them now.
   * @throws Error when there is nobody of that name
   */
  person(name: string): BackendUserJson;
  /** Signs the page in as somebody else, or out. */
  signInAs(name: string | null): Promise<void>;
  /** Ends it all and gives the page its `fetch` back. */
  stop(): Promise<void>;
}

export interface FaultControls {
  /** These, and no others. */
  set(...faults: readonly SandboxFault[]): void;
  /** Everything works. */
  clear(): void;
}

/** Opens a world inside this page, with people in it. A page has room for one at a time. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { app, people = [], signedInAs = null, ...atFirst } = options;
  const world = await openPageWorld(app);
  let trouble: Trouble = {};
  const change = (next: Trouble) => {
    trouble = next;
    setTrouble(world, trouble);
  };
  const signInAs = async (name: string | null) => {
    const id = name === null ? null : findPerson(world, name).id;
    if (id !== (world.browserClerk.user?.id ?? null)) await world.signInAs(id);
  };
  try {
    await moveIn(world, people);
    await signInAs(signedInAs);
  } catch (error) {
    await world.stop();
    throw error;
  }
  // Only now, for people move in through what may be out of order from here on.
  change(atFirst);
  world.startTimers();
  return {
    world,
    faults: {
      set: (...faults) => change({ ...trouble, faults }),
      clear: () => change({ ...trouble, faults: [] }),
    },
    latency: (latency) => change({ ...trouble, latency }),
    offline: (offline) => change({ ...trouble, offline }),
    setTrouble: change,
    person: (name) => findPerson(world, name),
    signInAs,
    stop: world.stop,
  };
}
