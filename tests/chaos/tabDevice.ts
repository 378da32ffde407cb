import type { SaveResult } from "../../src/sync/save.machine";
import type { Tab } from "../world/support/tabs";
import type { SaveDeed } from "./actions";
import { contest, namesIn, noteOwn, type Device, type Person } from "./people";
import { pictureBytes } from "./pictures";
import { count, type Tally } from "./tally";
import type { ChaosWorld } from "./world";

/**
 * A real tab, as far as there is one without a browser: clerk-js, Convex's client and the kit's own
 * save. It cannot be stopped between two steps, but cut off and closed at any time.
 */
export async function openTabDevice(
  world: ChaosWorld,
  person: Person,
  tally: Tally,
): Promise<Device> {
  const { host } = world;
  // Nobody signs in to an account that is gone, nor opens a page that no server has.
  if (person.isDeleted || host.isDead) return NO_DEVICE;
  const opened = await orDeath(world, world.openTab(person.id));
  if (opened === null) return NO_DEVICE;
  const tab = opened;
  if (tab.profile === null) await orDeath(world, tab.firstLoad());
  let saves: Promise<SaveResult>[] = [];

  async function goOn(): Promise<void> {
    if (host.isDead) return;
    await orDeath(world, tab.convexOffline(false));
    if ((await orDeath(world, Promise.all(saves))) === null) return;
    saves = [];
    // The report to Convex is on its way by itself.
    if (
      (await orDeath(
        world,
        tab.idle().then(() => true),
      )) === true
    )
      tab.losesAnswers(false);
  }

  return {
    get isBusy() {
      return saves.length > 0;
    },
    async begin(deed, steps) {
      if (tab.profile === null || host.isDead) return;
      const { fate } = deed;
      const isAlone = [...person.devices.values()].every(({ isBusy }) => !isBusy);
      const isWaitedFor = fate.convex !== "never_arrives" && steps === 3;
      if (!isAlone || !isWaitedFor) contest(person, deed);
      troubleClerk(world, person, deed, tally);
      if (fate.convex === "answer_lost") {
        count(tally, "Convex: answer lost after the commit");
        tab.losesAnswers(true);
      }
      noteOwn(person, deed, "perhaps");
      const saving = save(tab, person, deed);
      saves.push(saving);
      if (fate.convex === "never_arrives") {
        count(tally, "Convex: mutation lost before its commit");
        // It is under way by now. The client sends it again once there is a line.
        await tab.convexOffline(true);
      }
      if (!isWaitedFor) return;
      // It may have been cut off by an earlier save.
      await orDeath(world, tab.convexOffline(false));
      const result = await orDeath(world, saving);
      if (isAlone && result?.convex.status === "done") noteOwn(person, deed, "surely");
      if (result === null) contest(person, deed);
      else await goOn();
    },
    goOn,
    async close() {
      if (saves.length > 0) count(tally, "tab closed in mid-save");
      saves = [];
      await tab.close();
    },
    finish: goOn,
  };
}

const nothing = () => Promise.resolve();
const NO_DEVICE: Device = {
  isBusy: false,
  begin: nothing,
  goOn: nothing,
  close: nothing,
  finish: nothing,
};

/** The answer; null when the host has died before. */
async function orDeath<T>({ host }: ChaosWorld, answer: Promise<T>): Promise<T | null> {
  return await Promise.race([answer, host.death.catch(() => null)]);
}

function save(tab: Tab, person: Person, deed: SaveDeed): Promise<SaveResult> {
  if (deed.kind === "picture") {
    const file = deed.remove ? null : new File([pictureBytes()], "me.png", { type: "image/png" });
    return tab.save({}, { file });
  }
  const names = Object.entries(namesIn(person, deed.changes));
  const changes = Object.fromEntries(names.map(([field, value]) => [field, value ?? ""]));
  if (deed.kind === "save") {
    const { interests } = deed.changes;
    return tab.save({ ...changes, ...(interests && { interests }) });
  }
  const { step } = deed;
  const onboarding =
    step === null ? ({ kind: "completed" } as const) : ({ kind: "at", step } as const);
  return tab.save(changes, { onboarding });
}

function troubleClerk({ clerk }: ChaosWorld, { id }: Person, deed: SaveDeed, tally: Tally): void {
  const { clerk: effect } = deed.fate;
  if (effect === null) return;
  count(tally, `Clerk to the browser: ${effect}`);
  const match =
    deed.kind === "picture"
      ? { path: "/v1/me/profile_image", userId: id }
      : { method: "PATCH", path: "/v1/me", userId: id };
  clerk.faults.set({ on: "frontend", effect, match, times: 1 });
}
