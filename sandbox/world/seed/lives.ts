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
 * What happens to whom after they signed up, by the handle they signed up with. The dashboard's
 * first page should have something of everything.
 */
export const lives: Readonly<Record<string, readonly Happening[]>> = {
  zoe_vdb: [
    inClerk(6 * DAY, { last_name: "van den Berg" }),
    inApp(50 * MINUTE, { interests: ["maps", "sailing"] }),
  ],
  minhanh: [inApp(3 * DAY, { first_name: "Minh" }), inApp(2 * DAY, { first_name: "Minh Anh" })],
  xiaolong: [clerkSaysLater(40_000, { last_name: "小龍" })],
  sakura_t: [inClerk(20 * HOUR, { username: "sakura" })],
  olena: [clerkNeverAnswers(2 * DAY, { last_name: "Шевченко-Коваль" })],
  m_alhasan: [twice(4 * DAY, { last_name: "الحسن العلي" })],
  giorgos: [inApp(5 * HOUR, { interests: ["rowing", "bread"], first_name: "Γεώργιος" })],
  priya_s: [inApp(3 * DAY, { interests: ["cricket"] }), gone(30 * HOUR)],
  somchai: [inApp(4 * HOUR, { username: "somchai_j" })],
  soren: [refused(26 * HOUR, { username: "giorgos" })],
  teuku: [overtaken(25 * HOUR, { first_name: "Tueku" }, { first_name: "Teuku" })],
  anamaria: [clerkNeverAnswers(3 * DAY, { username: "ana.maria", first_name: "Ana" })],
  emeka: [
    inApp(2 * HOUR, { interests: ["chess"] }),
    inApp(90 * MINUTE, { last_name: "Nwosu-Eze" }),
  ],
  siobhan: [twice(9 * HOUR, { last_name: "O’Sullivan-Byrne" })],
  lukasz_w: [tabClosed(7 * HOUR, { first_name: "Łukasz Jan" })],
  jp_silva: [clerkSaysLater(25_000, { username: "joaopedro" })],
  fz_benali: [inClerk(3 * HOUR, { first_name: "Fatima-Zahra" })],
  kwame: [gone(4 * DAY)],
  ingrid: [unreadable(2 * DAY, { last_name: "Þorsteins" })],
  leilani: [tabClosed(14 * HOUR, { last_name: "Kealoha-Ito" })],
  matyas: [inApp(35 * MINUTE, { first_name: "Máté" })],
  yusuf_d: [clerkNeverAnswers(DAY, { last_name: "Demirci" })],
  eleni: [inApp(8 * HOUR, { interests: ["film", "surf"] })],
  bia_f: [unreadable(28 * HOUR, { first_name: "Bia" })],
  hiroshi_y: [
    inClerk(12 * HOUR, { last_name: "Yamada" }),
    inClerk(11 * HOUR, { last_name: "Yamamoto" }),
  ],
  pylefebvre: [gone(2 * DAY)],
  aisha_r: [inApp(70 * MINUTE, { first_name: "Aïcha" })],
  finn: [clerkSaysLater(55_000, { first_name: "Fionn" })],
  marek_h: [overtaken(5 * HOUR, { last_name: "Horvat" }, { last_name: "Horváth" })],
  grace_w: [inApp(20 * MINUTE, { last_name: "Wanjiru Kamau" })],
  arjun_p: [gone(50 * MINUTE)],
  malik_j: [inClerk(15 * MINUTE, { username: "malik" })],
};

type Changes = Parameters<typeof saveProfile>[2];
type InClerk = Readonly<Record<string, string>>;

/** A save in the app, as most are. */
function inApp(ago: number, changes: Changes): Happening {
  return { ago, happen: ({ world }, id) => saveProfile(world, id, changes) };
}

/** A save that Clerk refuses, since the username is somebody else's. It undoes itself. */
function refused(ago: number, changes: { readonly username: string }): Happening {
  return inApp(ago, changes);
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

/** Two edits whose webhooks come the wrong way round: the first one is late, and stale by then. */
function overtaken(ago: number, first: InClerk, second: InClerk): Happening {
  const late = 30_000;
  return {
    ago,
    async happen({ world, liveUntil, settle, time }, id) {
      world.clerk.faults.set({
        on: "webhook",
        effect: "delay",
        ms: late,
        times: 1,
        match: { userId: id },
      });
      await world.clerk.users.update(id, first);
      await settle();
      time.travelTo(time.now() + 2_000);
      await world.clerk.users.update(id, second);
      await settle();
      await liveUntil(time.now() + late);
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
function unreadable(ago: number, changes: InClerk): Happening {
  return {
    ago,
    async happen({ world }, id) {
      world.clerk.faults.set({
        on: "webhook",
        effect: "malformed",
        times: 1,
        match: { userId: id },
      });
      await world.clerk.users.update(id, changes);
    },
  };
}

/** Deletes the account in Clerk. */
function gone(ago: number): Happening {
  return { ago, happen: async ({ world }, id) => world.clerk.users.delete(id) };
}
