import { saveProfile } from "./actions";
import type { Seeding } from "./seeding";

/** Something that happens to one person at one moment of the history. */
export interface Happening {
  /** Milliseconds before the present. */
  readonly ago: number;
  readonly happen: (seeding: Seeding, id: string) => Promise<void>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Clerk's word of when to come back: they stay pending for a while after the first start. */
const COME_BACK_AFTER = 9 * MINUTE;

/**
 * What happens to whom after they signed up, by number of resident. One line per person: the
 * dashboard's first page should have something of everything.
 */
export const lives: Readonly<Record<number, readonly Happening[]>> = {
  0: [inClerk(6 * DAY, { last_name: "van den Berg" }), inApp(50 * MINUTE, { interests: ["maps"] })],
  1: [inApp(3 * DAY, { first_name: "Minh" }), inApp(2 * DAY, { first_name: "Minh Anh" })],
  2: [clerkSaysLater(40_000, { last_name: "Xiaolong" })],
  3: [inClerk(20 * HOUR, { username: "sakura" })],
  4: [clerkNeverAnswers(2 * DAY, { last_name: "Шевченко-Коваль" })],
  5: [twice(4 * DAY, { first_name: "Mohammed" })],
  7: [inApp(5 * HOUR, { interests: ["rowing", "bread"], last_name: "Papadopoulos" })],
  8: [gone(30 * HOUR)],
  10: [inApp(4 * HOUR, { username: "priya_s" })],
  12: [overtaken(26 * HOUR)],
  15: [clerkNeverAnswers(3 * DAY, { username: "ana.maria", first_name: "Ana" })],
  16: [inApp(2 * HOUR, { interests: ["chess"] }), inApp(90 * MINUTE, { last_name: "Nwosu-Eze" })],
  17: [twice(9 * HOUR, { last_name: "O’Sullivan-Byrne" })],
  19: [clerkSaysLater(25_000, { username: "joaopedro" })],
  20: [inClerk(3 * HOUR, { first_name: "Fatima-Zahra" })],
  21: [gone(4 * DAY)],
  22: [unreadable(2 * DAY)],
  23: [tabClosed(7 * HOUR, { last_name: "Þorsteins" })],
  26: [inApp(35 * MINUTE, { first_name: "Máté" })],
  28: [clerkNeverAnswers(DAY, { last_name: "Demirci" })],
  31: [inApp(8 * HOUR, { interests: ["film", "surf"] })],
  33: [unreadable(28 * HOUR)],
  35: [inClerk(12 * HOUR, { last_name: "Yamada" }), inClerk(11 * HOUR, { last_name: "Yamamoto" })],
  37: [gone(2 * DAY)],
  40: [inApp(70 * MINUTE, { first_name: "Aïcha" })],
  41: [clerkSaysLater(55_000, { first_name: "Fionn" })],
  44: [overtaken(5 * HOUR)],
  46: [inApp(20 * MINUTE, { last_name: "Wanjiru Kamau" })],
  50: [gone(50 * MINUTE)],
  52: [tabClosed(14 * HOUR, { first_name: "Arjun K." })],
  55: [inClerk(15 * MINUTE, { username: "malik" })],
};

type Changes = Parameters<typeof saveProfile>[2];
type InClerk = Readonly<Record<string, string>>;

/** A save in the app, as most are. */
function inApp(ago: number, changes: Changes): Happening {
  return { ago, happen: ({ world }, id) => saveProfile(world, id, changes) };
}

/** Edited in Clerk's own account page or dashboard. */
function inClerk(ago: number, changes: InClerk): Happening {
  return {
    ago,
    happen: async ({ world }, id) => void (await world.clerk.users.update(id, changes)),
  };
}

/** The same webhook comes twice. */
function twice(ago: number, changes: InClerk): Happening {
  return {
    ago,
    async happen({ world }, id) {
      world.clerk.faults.set({
        on: "webhook",
        effect: "duplicate",
        times: 1,
        match: { userId: id },
      });
      await world.clerk.users.update(id, changes);
    },
  };
}

/** Two edits whose webhooks come the wrong way round. */
function overtaken(ago: number): Happening {
  return {
    ago,
    async happen({ world, time, settle }, id) {
      world.clerk.faults.set({ on: "webhook", effect: "reorder", times: 1, match: { userId: id } });
      await world.clerk.users.update(id, { last_name: "Typed too fast" });
      await world.clerk.webhooks.deliverDue();
      time.travelTo(time.now() + 2_000);
      await world.clerk.users.update(id, { last_name: "Washington-Lee" });
      await settle();
    },
  };
}

/** Saved in the app; the tab closes before Clerk hears of it, and the server finishes it. */
function tabClosed(ago: number, changes: Changes): Happening {
  return { ago, happen: ({ world }, id) => saveProfile(world, id, changes, "tab_closed") };
}

/** Saved in the app; Clerk asks to be left alone for a while. */
function clerkSaysLater(ago: number, changes: Changes): Happening {
  return {
    ago,
    happen: ({ world }, id) => saveProfile(world, id, changes, { retryAfterMs: COME_BACK_AFTER }),
  };
}

/** Saved in the app; Clerk fails each time it is asked, until the server gives up. */
function clerkNeverAnswers(ago: number, changes: Changes): Happening {
  return {
    ago,
    async happen({ world }, id) {
      world.clerk.faults.set({ on: "backend", effect: "server_error", match: { userId: id } });
      await saveProfile(world, id, changes, "unreachable");
    },
  };
}

/** A well-signed event with a name that is no text; tried again and again, then given up. */
function unreadable(ago: number): Happening {
  return {
    ago,
    async happen({ world }, id) {
      world.clerk.faults.set({
        on: "webhook",
        effect: "malformed",
        times: 1,
        match: { userId: id },
      });
      await world.clerk.users.update(id, { first_name: "Wei" });
    },
  };
}

/** Deletes the account in Clerk. */
function gone(ago: number): Happening {
  return { ago, happen: async ({ world }, id) => world.clerk.users.delete(id) };
}
