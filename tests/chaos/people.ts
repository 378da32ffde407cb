import { USER_UPDATE_FIELDS, type UserUpdateField } from "../../convex/model/fields";
import type { Deed, SaveDeed } from "./actions";

/** What the simulator itself knows of the people: who lives, and what must have become of them. */

/** A value that only Convex has. After a lost answer there may be more than one it can be. */
export class Known<T> {
  #candidates: readonly T[];

  constructor(value: T) {
    this.#candidates = [value];
  }

  /** It has this value now. */
  is(value: T): void {
    this.#candidates = [value];
  }

  /** It has this value now, or another that it could have had before. */
  mayBe(value: T): void {
    this.#candidates = [...this.#candidates, value];
  }

  get candidates(): readonly T[] {
    return this.#candidates;
  }
}

export interface Person {
  readonly id: string;
  /** The username that is free for them alone. */
  readonly username: string;
  isDeleted: boolean;
  readonly devices: Map<number, Device>;
  readonly interests: Known<string>;
  readonly step: Known<string | null>;
  readonly hasCompleted: Known<boolean>;
  /**
   * Fields in which more had a hand than one device after the other: which of the values stands in
   * the end depends on who came first where, and is only asked to be the same on both sides.
   */
  readonly contested: Set<UserUpdateField>;
}

/** A device of somebody signed in, on which they save. */
export interface Device {
  /** Whether a save waits for its next step. */
  readonly isBusy: boolean;
  /** Begins a save, and takes so many of its steps. */
  begin(deed: SaveDeed, steps: number): Promise<void>;
  /** The next step of a save that was begun. */
  goOn(): Promise<void>;
  /** The tab is closed, whatever it was doing. */
  close(): Promise<void>;
  /** All that was begun comes to its end. */
  finish(): Promise<void>;
}

/** What a deed asks of Clerk, in Clerk's own words; "own" and so on become real usernames. */
export function namesIn(
  { username: own }: Pick<Person, "username">,
  changes: { readonly [Field in UserUpdateField]?: string | null },
): { [Field in UserUpdateField]?: string | null } {
  const { username, ...names } = changes;
  if (username == null) return names;
  const real = { own, other: `${own}_x` }[username] ?? username;
  return { ...names, username: real };
}

export function newPerson(id: string, username: string): Person {
  return {
    id,
    username,
    isDeleted: false,
    devices: new Map(),
    interests: new Known(""),
    step: new Known<string | null>(null),
    hasCompleted: new Known(false),
    contested: new Set(),
  };
}

/** Notes that the fields of a deed have more than one hand in them. */
export function contest(person: Person, deed: SaveDeed | Deed<"editInClerk">): void {
  if (deed.kind === "picture") return;
  for (const field of USER_UPDATE_FIELDS) if (field in deed.changes) person.contested.add(field);
}

/** Notes the same of what a save asked for and Convex already had. */
export function contestUnchanged(
  person: Person,
  asked: ReturnType<typeof namesIn>,
  changed: readonly string[],
): void {
  for (const field of USER_UPDATE_FIELDS) {
    if (field in asked && !changed.includes(field)) person.contested.add(field);
  }
}

/** What a deed does to the fields that are Convex's alone. */
export function noteOwn(person: Person, deed: SaveDeed, how: "surely" | "perhaps"): void {
  const note = how === "surely" ? "is" : "mayBe";
  if (deed.kind === "save" && deed.changes.interests) {
    person.interests[note](deed.changes.interests.join(", "));
  }
  if (deed.kind !== "onboarding") return;
  if (deed.step !== null) person.step[note](deed.step);
  else if (!person.hasCompleted.candidates.includes(true)) {
    // A name that Clerk refuses takes the end of the onboarding with it.
    const isRefusable = Object.keys(deed.changes).length > 0;
    person.hasCompleted[isRefusable ? "mayBe" : note](true);
  }
}
