import { getFunctionName, type FunctionArgs, type FunctionReference } from "convex/server";
import { convexToJson, jsonToConvex } from "convex/values";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { BackendUserJson } from "../../sandbox/clerk";
import type { ClerkReport } from "../../src/sync/ports";
import type { SaveDeed } from "./actions";
import { clerkAnswer } from "./faults";
import { contest, contestUnchanged, namesIn, noteOwn, type Device, type Person } from "./people";
import { pictureBytes } from "./pictures";
import { count, type Tally } from "./tally";
import type { ChaosWorld } from "./world";

/**
 * A browser played by the simulator, so that it can be stopped between any two steps of a save:
 * Convex's half, Clerk's half, and the report. What a browser does in them is what src/sync does;
 * the real one is in tabDevice.ts.
 */
export async function openScriptedDevice(
  world: ChaosWorld,
  person: Person,
  tally: Tally,
): Promise<Device> {
  const session = crypto.randomUUID();
  let requests = 0;
  let steps: Step[] = [];

  /** Convex's client: what was not answered is sent again, and Convex does it once. */
  function request<Fn extends FunctionReference<"mutation">>(fn: Fn, args: FunctionArgs<Fn>) {
    const once = { sessionId: session, requestId: ++requests };
    return () =>
      world.engine.mutation({
        path: getFunctionName(fn),
        args: convexToJson(args),
        caller: { identity: identityOf(world, person) },
        once,
      });
  }

  // A page that finds no profile asks for one; nobody tries that again here.
  await request(api.users.ensureUser, {})().catch(() => undefined);

  async function takeStep(): Promise<void> {
    const [step] = steps;
    if (step === undefined) return;
    if ((await step()) === "again") return;
    steps = steps.slice(steps.indexOf(step) + 1);
  }

  return {
    get isBusy() {
      return steps.length > 0;
    },
    async begin(deed, now) {
      const others = [...person.devices.values()].some(({ isBusy }) => isBusy);
      if (others) contest(person, deed);
      steps.push(...stepsOf(world, { person, deed, tally, request }));
      for (let taken = 0; taken < now; taken++) await takeStep();
    },
    goOn: takeStep,
    close() {
      if (steps.length > 0) count(tally, "tab closed in mid-save");
      steps = [];
      return Promise.resolve();
    },
    async finish() {
      while (steps.length > 0) await takeStep();
    },
  };
}

/** `again`: nobody answered, and it is still to be done. */
type Step = () => Promise<"again" | "over">;

interface Save {
  person: Person;
  deed: SaveDeed;
  tally: Tally;
  request: <Fn extends FunctionReference<"mutation">>(
    fn: Fn,
    args: FunctionArgs<Fn>,
  ) => () => ReturnType<ChaosWorld["engine"]["mutation"]>;
}

function stepsOf(world: ChaosWorld, save: Save): Step[] {
  const { person, deed, tally } = save;
  const { fate } = deed;
  const operation_id = crypto.randomUUID();
  const names = deed.kind === "picture" ? {} : namesIn(person, deed.changes);
  const asksClerk = deed.kind === "picture" || Object.keys(names).length > 0;
  /** Whether Convex has an operation that waits for a report. */
  let isKnown = false;
  let report: ClerkReport | null = null;
  let isDoubtful = false;
  const send = convexHalf(world, save, operation_id, names);

  async function convex(): Promise<"again" | "over"> {
    if (fate.convex === "never_arrives") {
      count(tally, "Convex: mutation lost before its commit");
      contest(person, deed);
      return "over";
    }
    const answer = await send().catch(() => null);
    if (answer === null) {
      isDoubtful = true;
      noteOwn(person, deed, "perhaps");
      return "again";
    }
    if (fate.convex === "answer_lost") {
      count(tally, "Convex: answer lost after the commit");
      if ((await send().catch(() => null)) === null) isDoubtful = true;
    }
    if (answer.ok) {
      isKnown = answer.changed.length > 0;
      // Clerk's event was there first: Convex has the value, and no save that speaks of it.
      if (fate.first === "clerk") contestUnchanged(person, names, answer.changed);
      noteOwn(person, deed, isDoubtful ? "perhaps" : "surely");
    } else {
      // Clerk is told all the same, in the same tick.
      contest(person, deed);
    }
    return "over";
  }

  async function clerk(): Promise<"again" | "over"> {
    if (fate.clerk !== null) count(tally, `Clerk to the browser: ${fate.clerk}`);
    report = await clerkAnswer(fate.clerk, () => clerkHalf(world, save, names));
    return "over";
  }

  async function tell(): Promise<"again" | "over"> {
    if (!isKnown || report === null) return "over";
    const args = { operation_id, clerk: report };
    const answer = await save
      .request(api.users.settleProfileWrite, args)()
      .catch(() => null);
    return answer === null ? "again" : "over";
  }

  const halves = fate.first === "convex" ? [convex, clerk] : [clerk, convex];
  return asksClerk ? [...halves, tell] : [convex];
}

/** Convex's half; null is thrown as a network error when nobody answers. */
function convexHalf(
  { engine }: ChaosWorld,
  { deed, request }: Save,
  operation_id: string,
  names: ReturnType<typeof namesIn>,
): () => Promise<{ ok: boolean; changed: readonly string[] }> {
  const changes = Object.fromEntries(
    Object.entries(names).map(([field, value]) => [field, value ?? ""]),
  );
  const answered = async (call: ReturnType<Save["request"]>) => {
    const { result } = await call();
    if (!result.ok) return { ok: false, changed: [] };
    const { changed } = jsonToConvex(result.value) as { changed: string[] };
    return { ok: true, changed };
  };
  if (deed.kind === "picture") {
    let call: ReturnType<Save["request"]> | undefined;
    return async () => {
      if (call === undefined) {
        await request(api.users.generateAvatarUploadUrl, {})();
        const avatar_storage_id = deed.remove
          ? null
          : ((await engine.files.store(pictureBytes(), "image/png")) as Id<"_storage">);
        const avatar = { operation_id, changes: { avatar_storage_id } };
        call = request(api.users.updateProfile, avatar);
      }
      return await answered(call);
    };
  }
  const call =
    deed.kind === "save"
      ? request(api.users.updateProfile, {
          operation_id,
          changes: {
            ...changes,
            ...(deed.changes.interests && { interests: deed.changes.interests }),
          },
        })
      : deed.step === null
        ? request(api.users.completeOnboarding, { operation_id, changes })
        : request(api.users.updateOnboardingData, { operation_id, step: deed.step, changes });
  return () => answered(call);
}

async function clerkHalf(
  { clerk }: ChaosWorld,
  { person, deed }: Save,
  names: ReturnType<typeof namesIn>,
): Promise<BackendUserJson> {
  if (deed.kind !== "picture") return await clerk.users.update(person.id, names);
  if (deed.remove) return clerk.users.removePicture(person.id);
  return clerk.users.setPicture(person.id, pictureBytes());
}

/** The token that Clerk would give them now. */
function identityOf({ clerk, addresses }: ChaosWorld, { id }: Person) {
  const user = clerk.users.get(id);
  const issuer = addresses.clerk;
  return {
    subject: id,
    issuer,
    tokenIdentifier: `${issuer}|${id}`,
    ...(user?.username && { nickname: user.username }),
    ...(user?.first_name && { givenName: user.first_name }),
    ...(user?.last_name && { familyName: user.last_name }),
    ...(user && { pictureUrl: user.image_url }),
  };
}
