import type { World } from "../world";
import { scanEverybody } from "./actions";
import { lives, type Happening } from "./lives";
import { admin, emailOf, resident, residentNumber, support, type Named } from "./people";
import { portrait } from "./pictures";
import { seeding, type Seeding } from "./seeding";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far back the history of the hand-written people goes. */
const HISTORY = 14 * DAY;
/** Those who came before them, when more people are wanted, signed up over this long. */
const BEFORE_HISTORY = 60 * DAY;
/** Crons fall due in the present alone; the overview would warn of a world that nobody has scanned. */
const LAST_SCAN = 12 * MINUTE;
/** Residents with names, pictures and lives of their own. */
const KNOWN_RESIDENTS = 58;
/** Sign-ups that are delivered together. */
const CROWD_BATCH = 200;

export interface SeedOptions {
  /** How many people in all, the two of the staff included. @default 60 */
  readonly people?: number;
  /** Told after each step of the work. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Stops between two steps; what has been lived till then stays. */
  readonly signal?: AbortSignal;
}

export interface Seeded {
  /** Clerk's user ids. */
  readonly admin: string;
  readonly support: string;
}

/**
 * Fills an empty world by living two weeks in it; see docs/decisions/003. Ends at the present.
 */
export async function seed(world: World, options: SeedOptions = {}): Promise<Seeded> {
  const { people = 60, onProgress, signal } = options;
  const present = Date.now();
  const residents = Math.max(0, people - 2);
  const crowd = Math.max(0, residents - KNOWN_RESIDENTS);
  const total = people;
  let done = 0;
  const step = (count: number) => {
    done += count;
    onProgress?.({ done, total });
    signal?.throwIfAborted();
  };

  return await seeding(world, present - HISTORY - BEFORE_HISTORY, async (lived) => {
    // The staff come first: whoever lists people by sign-up has them at the top.
    const staff = {
      admin: await hire(lived, admin, "admin"),
      support: await hire(lived, support, "support"),
    };
    step(2);
    for (let first = 0; first < crowd; first += CROWD_BATCH) {
      const size = Math.min(CROWD_BATCH, crowd - first);
      await signUpCrowd(lived, KNOWN_RESIDENTS + first, size, BEFORE_HISTORY / crowd);
      step(size);
    }
    lived.time.travelTo(present - HISTORY);
    await liveHistory(lived, present, Math.min(residents, KNOWN_RESIDENTS), step);
    await lived.liveUntil(present - LAST_SCAN);
    await scanEverybody(world, staff.admin);
    await lived.liveUntil(present);
    await lived.settle();
    world.clerk.faults.clear();
    return staff;
  });
}

async function hire(lived: Seeding, person: Named, role: "admin" | "support"): Promise<string> {
  const id = await signUp(lived, person, role === "admin" ? -1 : -2, { role });
  await lived.settle();
  // People who sign up in the same millisecond are listed in any order.
  lived.time.travelTo(lived.time.now() + MINUTE);
  return id;
}

/** Sign-ups and nothing else: each is a real user in Clerk and a real webhook. */
async function signUpCrowd(lived: Seeding, first: number, count: number, apart: number) {
  for (let index = first; index < first + count; index++) {
    await signUp(lived, resident(index), index);
    lived.time.travelTo(lived.time.now() + apart);
  }
  await lived.settle();
}

async function signUp(
  { world }: Seeding,
  person: Named,
  index: number,
  publicMetadata: Readonly<Record<string, string>> = {},
): Promise<string> {
  const user = await world.clerk.users.create({
    username: person.handle,
    first_name: person.first,
    last_name: person.last,
    email_address: [emailOf(person, index)],
    public_metadata: publicMetadata,
  });
  return user.id;
}

/** Everything that happens to the known residents, in the order of time. */
async function liveHistory(
  lived: Seeding,
  present: number,
  residents: number,
  step: (count: number) => void,
): Promise<void> {
  const ids = new Map<string, string>();
  const arrivals = Array.from({ length: residents }, (_, index) => arrival(index, ids));
  const later = Object.entries(lives)
    .filter(([handle]) => residentNumber(handle) < residents)
    .flatMap(([handle, happenings]) =>
      happenings.map(({ ago, happen }) => ({
        ago,
        happen: (seeding: Seeding) => happen(seeding, idOf(handle, ids)),
      })),
    );
  const inOrder = [...arrivals, ...later].sort((a, b) => b.ago - a.ago);
  for (const happening of inOrder) {
    await lived.liveUntil(present - happening.ago);
    await happening.happen(lived);
    await lived.settle();
    step(arrivals.some((arrival) => arrival === happening) ? 1 : 0);
  }
}

function idOf(handle: string, ids: ReadonlyMap<string, string>): string {
  const id = ids.get(handle);
  if (id === undefined) throw new Error(`${handle} acts before signing up.`);
  return id;
}

/** A sign-up, with a picture for two out of three. Most came long ago, the last of them just now. */
function arrival(
  index: number,
  ids: Map<string, string>,
): Pick<Happening, "ago"> & {
  happen: (lived: Seeding) => Promise<void>;
} {
  const ago = index < 53 ? HISTORY - HOUR - index * 3 * HOUR : (58 - index) * 11 * MINUTE;
  return {
    ago,
    async happen(lived) {
      const person = resident(index);
      const id = await signUp(lived, person, index);
      if (person.handle !== null) ids.set(person.handle, id);
      if (index % 3 === 2) return;
      lived.time.travelTo(lived.time.now() + 20_000);
      lived.world.clerk.users.setPicture(id, await portrait(index));
    },
  };
}
