import { vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { actAsAdmin, listAll } from "../world/support/memoryWorld";
import { HOUR, MINUTE, SECOND, type Action, type Deed, type History } from "./actions";
import { differing, problemsBeforeScan, problemsOf, readPeople, type Details } from "./check";
import { faultsOf, unlessClerkError, type Faults } from "./faults";
import { contest, namesIn, newPerson, type Device, type Person } from "./people";
import { pictureBytes } from "./pictures";
import { count, type Tally } from "./tally";
import { openChaosWorld, type ChaosWorld } from "./world";

/** One history, lived from its first sign-up until both sides have come to rest. */

export interface Report {
  actions: number;
  /** How often each fault struck. */
  faults: Tally;
  /** People whose sides differ: when the faults stop, once all is delivered, after the scan. */
  divergent: { atStop: number; beforeScan: number; afterScan: number };
  /** Simulated time from the end of the faults until nobody differed any more; ms. */
  healMs: number;
  /** What should not be, in sentences; empty when all promises were kept. */
  problems: string[];
}

/** A device of a person, signed in: played by the simulator, or the real clients. */
export type OpenDevice = (world: ChaosWorld, person: Person, tally: Tally) => Promise<Device>;

export interface Rules {
  openDevice: OpenDevice;
  /** Leaves out the scan at the end, to show that the checks can fail. @default true */
  scans?: boolean;
  /** Is shown the world as it has come to rest. */
  atTheEnd?: (world: ChaosWorld) => void;
}

const START = Date.UTC(2026, 2, 1, 12);
/** Parts of a wait in which webhooks and jobs happen, at most; hours are lived in long ones. */
const PARTS = 5;
const SHORTEST_PART = 5 * SECOND;
/** Svix tries for a day and more; a save for ten minutes. */
const LONGEST_HEALING = 72 * HOUR;

export async function simulate(history: History, rules: Rules): Promise<Report> {
  const { skewMs, dice: seed } = history;
  const world = await openChaosWorld({ start: START, skewMs, seed });
  try {
    const report = await new Simulation(world, history, rules).run();
    rules.atTheEnd?.(world);
    return report;
  } finally {
    await world.stop();
  }
}

class Simulation {
  readonly #people: Person[] = [];
  readonly #tally: Tally = {};
  readonly #faults: Faults;
  /** Everybody at a commit; most looks at them come before the next one. */
  #seen: { ts: bigint; details: Details } | null = null;

  constructor(
    readonly world: ChaosWorld,
    readonly history: History,
    readonly rules: Rules,
  ) {
    this.#faults = faultsOf(world, this.#tally);
  }

  async run(): Promise<Report> {
    const { skewMs, people, actions } = this.history;
    if (skewMs !== 0) count(this.#tally, "clocks skewed");
    await this.world.clerk.users.create({ username: "taken", email_address: ["taken@a.test"] });
    for (let n = 0; n < people; n++) await this.#signUp();
    await this.#pass(SECOND);
    for (const action of actions) await this.#act(action);
    const { problems, ...healing } = await this.#heal();
    problems.push(...(await problemsOf(this.world, this.#people, await this.#look())));
    return { actions: actions.length, faults: this.#tally, ...healing, problems };
  }

  async #act(action: Action): Promise<void> {
    switch (action.kind) {
      case "save":
      case "onboarding":
      case "picture":
        return await (await this.#device(action)).begin(action, action.fate.steps);
      case "goOn":
        return await (await this.#device(action)).goOn();
      case "close": {
        const { devices } = this.#person(action);
        await devices.get(action.device)?.close();
        devices.delete(action.device);
        return;
      }
      case "signUp": {
        const person = await this.#signUp();
        // Faster than the webhook.
        if (action.isFirstLoad) await this.#open(person, 0);
        return;
      }
      case "editInClerk":
        return await this.#editInClerk(action);
      case "pictureInClerk": {
        const { id, isDeleted } = this.#person(action);
        const { users } = this.world.clerk;
        if (isDeleted) return;
        if (action.remove) users.removePicture(id);
        else users.setPicture(id, pictureBytes());
        return;
      }
      case "deleteInClerk": {
        const person = this.#person(action);
        if (person.isDeleted) return;
        person.isDeleted = true;
        this.world.clerk.users.delete(person.id);
        return;
      }
      case "scan":
        await this.#scan(action);
        return;
      case "pass":
        return await this.#pass(action.ms);
      case "webhookFault":
        return this.#faults.strikeWebhooks(action);
      case "clerkFault":
        return this.#faults.strikeClerk(action);
      case "hostDies":
        return this.#faults.hostDies(action);
      case "rotateSecret":
        return this.#faults.rotateSecret(action.told);
    }
  }

  #person({ who }: { who: number }): Person {
    const person = this.#people[who % this.#people.length];
    if (person === undefined) throw new Error("Nobody has signed up.");
    return person;
  }

  async #device(at: { who: number; device: number }): Promise<Device> {
    const person = this.#person(at);
    return person.devices.get(at.device) ?? (await this.#open(person, at.device));
  }

  async #open(person: Person, at: number): Promise<Device> {
    const device = await this.rules.openDevice(this.world, person, this.#tally);
    person.devices.set(at, device);
    return device;
  }

  async #signUp(): Promise<Person> {
    const username = `person_${this.#people.length + 1}`;
    const email_address = [`${username}@a.test`];
    const { id } = await this.world.clerk.users.create({
      username,
      first_name: "Ada",
      email_address,
    });
    const person = newPerson(id, username);
    this.#people.push(person);
    return person;
  }

  async #editInClerk(deed: Deed<"editInClerk">): Promise<void> {
    const { email, ...changes } = deed.changes;
    const person = this.#person(deed);
    const wanted = namesIn(person, changes);
    contest(person, deed);
    const address = email ? { email_address: `${person.username}-${Date.now()}@a.test` } : {};
    await this.world.clerk.users
      .update(person.id, { ...wanted, ...address })
      .catch(unlessClerkError);
  }

  async #scan({ of, repair }: Omit<Deed<"scan">, "kind">): Promise<boolean> {
    const args = { kind: of, repair };
    const isStarted = await actAsAdmin(this.world, api.reconcile.start, args).then(
      () => true,
      (error: unknown) => {
        const isBusy = String(error).includes("already_running");
        if (!isBusy && !this.world.host.isDead) throw error;
        return false;
      },
    );
    await this.#pass(SECOND);
    return isStarted;
  }

  /** Lets time go by, with all that is due in it, and starts a dead host when it is time. */
  async #pass(ms: number): Promise<void> {
    const end = Date.now() + ms;
    const part = Math.max(SHORTEST_PART, Math.ceil(ms / PARTS));
    do {
      vi.setSystemTime(Math.min(Date.now() + part, end));
      const up = this.#faults.restartAt();
      if (up !== null && up <= Date.now()) await this.#faults.restart();
      await this.#settle();
    } while (Date.now() < end);
  }

  /** What is due now, and what that makes due. */
  async #settle(): Promise<void> {
    await this.world.clerk.webhooks.deliverDue();
    await this.world.engine.runDueJobs();
  }

  async #heal(): Promise<Pick<Report, "divergent" | "healMs" | "problems">> {
    await this.#faults.stop();
    const stopped = Date.now();
    const atStop = await this.#countDiffering();
    for (const person of this.#people) {
      for (const device of person.devices.values()) await device.finish();
    }
    let healed = await this.#untilAtRest();
    const beforeScan = await this.#countDiffering();
    const problems = await problemsBeforeScan(this.world, this.#people, await this.#look());
    if (this.rules.scans !== false) {
      while (!(await this.#scan({ of: "full", repair: true }))) await this.#pass(MINUTE);
      await this.#buryTheDead();
      await this.#untilAtRest();
    }
    for (const person of this.#people) {
      for (const device of person.devices.values()) await device.close();
    }
    const afterScan = await this.#countDiffering();
    if (beforeScan > 0) healed = Date.now();
    return { divergent: { atStop, beforeScan, afterScan }, healMs: healed - stopped, problems };
  }

  async #countDiffering(): Promise<number> {
    return differing(this.world, this.#people, await this.#look()).length;
  }

  async #look(): Promise<Details> {
    const ts = this.world.engine.latestTs();
    if (this.#seen?.ts === ts && this.#seen.details.length === this.#people.length) {
      return this.#seen.details;
    }
    const details = await readPeople(this.world, this.#people);
    this.#seen = { ts, details };
    return details;
  }

  /** Until no message waits, no save and no event. Answers with when nobody differed any more. */
  async #untilAtRest(): Promise<number> {
    const end = Date.now() + LONGEST_HEALING;
    let healed: number | null = null;
    for (;;) {
      await this.#settle();
      const people = await this.#look();
      if (differing(this.world, this.#people, people).length > 0) healed = null;
      else healed ??= Date.now();
      const next = this.world.clerk.webhooks.nextAt();
      const isBusy = people.some(
        (person) =>
          person?.status === "pending" ||
          person?.events.some(({ status }) => ["received", "failed"].includes(status)),
      );
      if (next === null && !isBusy) return healed ?? Date.now();
      if (Date.now() > end) throw new Error("It never comes to rest.");
      const soon = Date.now() + 20 * SECOND;
      vi.setSystemTime(isBusy ? Math.min(soon, next ?? soon) : (next ?? soon));
    }
  }

  /** Scans delete nobody: whom Clerk no longer has, an admin lets go. */
  async #buryTheDead(): Promise<void> {
    for (const { externalId, kind, field, resolved_at } of await listAll(
      this.world,
      api.dashboard.listDrift,
    )) {
      if (kind !== "missing_in_clerk" || resolved_at !== null) continue;
      const decision = { externalId, fields: [field], winner: "clerk" as const };
      await actAsAdmin(this.world, api.reconcile.resolve, decision);
      await this.#pass(SECOND);
    }
  }
}
