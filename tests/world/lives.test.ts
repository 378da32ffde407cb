import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { UserDetail } from "../../convex/lib/dashboardShapes";
import type { World } from "../../sandbox/world/world";
import { mutateAs } from "./support/asPerson";
import { asAdmin, openMemoryWorld } from "./support/memoryWorld";

/**
 * Random lives of one person in the whole system: saves of which either half may be lost, edits in
 * Clerk, webhooks that are dropped, doubled, held back, a Clerk that does not answer. However it
 * went, both sides end equal, and every save in a named state.
 */

const RUNS = 60;
/** Only a hang should end this test. */
const TIMEOUT_MS = 300_000;
const START = Date.UTC(2026, 2, 1, 12);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ADMIN = { subject: "user_admin", role: "admin" } as const;

const name = fc.constantFrom("Ada", "Augusta", "Countess", null);
const text = { first_name: name, last_name: name };
const changes = fc.record(
  { ...text, username: fc.constantFrom("ada", "countess", "taken") },
  { requiredKeys: [] },
);
/** What becomes of the two halves of a save, and of the browser's report. */
const fate = fc.constantFrom(
  "well",
  "closed before Clerk",
  "closed before the report",
  "Clerk did it but never answered",
  "Clerk did not answer",
  "Convex never heard of it",
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("save"), changes, fate }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("picture"), fate }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("interests"), of: fc.string() }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("editInClerk"), changes: fc.record(text) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("pictureInClerk") }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("pass"), ms: fc.nat(90 * SECOND) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("webhookFault"),
      effect: fc.constantFrom(
        "drop",
        "drop",
        "drop",
        "duplicate",
        "reorder",
        "delay",
        "network_error",
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("clerkFault"),
      effect: fc.constantFrom("rate_limit", "server_error", "server_error_after", "network_error"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("scan"), repair: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let world: World;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  world = await openMemoryWorld();
  await world.clerk.users.create({ username: "taken", email_address: ["taken@example.com"] });
});
afterAll(async () => {
  await world.engine.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  const until = Date.now() + ms;
  for (;;) {
    const next = Math.min(Date.now() + 20 * SECOND, until);
    vi.setSystemTime(next);
    await world.clerk.webhooks.deliverDue();
    await world.engine.runDueJobs();
    if (next === until) return;
  }
}

let lives = 0;

/** One person, from signing up on. */
async function live(steps: readonly Step[]) {
  const { clerk, engine } = world;
  const user = await clerk.users.create({
    first_name: "Ada",
    username: `ada_${++lives}`,
    email_address: [`ada_${lives}@example.com`],
  });
  const me = { subject: user.id };
  await pass(SECOND);
  let operations = 0;
  let interests: string[] = [];

  /** Runs both halves of a save, as its fate wants; `inClerk` is what Clerk's half does. */
  async function both(
    how: typeof fate extends fc.Arbitrary<infer T> ? T : never,
    inConvex: (operation_id: string) => Promise<unknown>,
    inClerk: () => Promise<{ updated_at: number; image_url: string }>,
  ) {
    const operation_id = `op_${lives}_${++operations}`;
    if (how !== "Convex never heard of it") await inConvex(operation_id);
    if (how === "closed before Clerk") return;
    const clerkSide =
      how === "Clerk did not answer"
        ? ({ status: "unreachable", message: "No answer." } as const)
        : await inClerk().then(
            ({ updated_at, image_url }) => ({ status: "done", updated_at, image_url }) as const,
            () => ({ status: "refused", code: "taken", message: "Taken.", field: null }) as const,
          );
    if (how === "closed before the report" || how === "Convex never heard of it") return;
    const report =
      how === "Clerk did it but never answered"
        ? ({ status: "unreachable", message: "No answer." } as const)
        : clerkSide;
    await mutateAs(world, me, api.users.settleProfileWrite, { operation_id, clerk: report }).catch(
      // Convex makes nothing of a save that changes nothing, and then knows no such operation.
      (error: unknown) => expect(String(error)).toContain("unknown_operation"),
    );
  }

  for (const each of steps) {
    // People are not that fast, and the rate limit would see to it.
    await pass(4 * SECOND);
    switch (each.kind) {
      case "save": {
        const wanted = { ...each.changes };
        if (wanted.username && wanted.username !== "taken") wanted.username += `_${lives}`;
        const entered = Object.fromEntries(
          Object.entries(wanted).map(([field, value]) => [field, value ?? ""]),
        );
        await both(
          each.fate,
          async (operation_id) =>
            await mutateAs(world, me, api.users.updateProfile, { operation_id, changes: entered }),
          async () => await clerk.users.update(user.id, wanted),
        );
        break;
      }
      case "picture": {
        const bytes = pictureBytes();
        await both(
          each.fate,
          async (operation_id) => {
            await mutateAs(world, me, api.users.generateAvatarUploadUrl, {});
            const stored = (await engine.files.store(bytes, "image/png")) as Id<"_storage">;
            const avatar = { avatar_storage_id: stored };
            await mutateAs(world, me, api.users.updateProfile, { operation_id, changes: avatar });
          },
          async () => await Promise.resolve(clerk.users.setPicture(user.id, bytes)),
        );
        break;
      }
      case "interests":
        interests =
          each.of.trim() === ""
            ? []
            : [
                each.of
                  .replace(/\p{Cc}/gu, "")
                  .trim()
                  .slice(0, 40),
              ];
        interests = interests.filter(Boolean);
        await mutateAs(world, me, api.users.updateProfile, {
          operation_id: `op_${lives}_${++operations}`,
          changes: { interests },
        });
        break;
      case "editInClerk":
        await clerk.users.update(user.id, each.changes);
        break;
      case "pictureInClerk":
        clerk.users.setPicture(user.id, pictureBytes());
        break;
      case "pass":
        await pass(each.ms);
        break;
      case "webhookFault":
        clerk.faults.set({
          on: "webhook",
          effect: each.effect,
          times: 1,
          match: { userId: user.id },
        });
        break;
      case "clerkFault":
        clerk.faults.set({ on: "backend", effect: each.effect, times: 1 });
        break;
      case "scan":
        await scan(each.repair);
        break;
    }
  }
  clerk.faults.clear();
  // Svix's last retry of what it could not deliver at first, and every check, are over by then.
  await pass(20 * MINUTE);
  await scan(true);
  return { id: user.id, interests };
}

const TEXT_FIELDS = ["first_name", "last_name", "username"] as const;

/** Whether all that changed was changed by saves that Convex has heard of. */
function isAlone(steps: readonly Step[]): boolean {
  return steps.every(
    (each) =>
      each.kind !== "editInClerk" &&
      !(each.kind === "save" && each.fate === "Convex never heard of it"),
  );
}

let pictures = 0;
/** A PNG as far as its first bytes go, different each time. */
function pictureBytes(): Uint8Array {
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return new Uint8Array([...head, ...new TextEncoder().encode(`picture ${++pictures}`)]);
}

async function scan(repair: boolean): Promise<void> {
  await mutateAs(world, ADMIN, api.reconcile.start, { kind: "full", repair }).catch(
    (error: unknown) => expect(String(error)).toContain("already_running"),
  );
  await pass(MINUTE);
}

it(
  "both sides end equal, whatever happened on the way",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 15, size: "max" }),
        async (steps) => {
          const { id, interests } = await live(steps);
          const person: UserDetail | null = await asAdmin(world, api.dashboard.getUser, {
            externalId: id,
          });
          const user = world.clerk.users.get(id);
          if (person === null || user === null) throw new Error("Somebody is missing.");
          const { status, writes, findings, fields } = person;
          const convex = Object.fromEntries(fields.map((field) => [field.field, field.convex]));
          expect({ status, ...convex }).toMatchObject({
            status: "in_sync",
            username: user.username,
            first_name: user.first_name,
            last_name: user.last_name,
            image_url: user.image_url,
            interests: interests.join(", ") || null,
          });
          const ends = writes.map(({ clerk, settled_at }) => [clerk, settled_at !== null]);
          for (const [clerk, isSettled] of ends) {
            expect(["done", "refused", "superseded", "gave_up"]).toContain(clerk);
            expect(isSettled).toBe(true);
          }
          // Where nobody else has had a hand in it, the person's newest save is what both sides have.
          for (const field of isAlone(steps) ? TEXT_FIELDS : []) {
            const newest = writes.find(
              ({ clerk, requested }) => clerk === "done" && requested[field] !== undefined,
            );
            if (newest) expect(user[field], field).toBe(newest.requested[field]);
          }
          expect(findings.filter(({ resolved_at }) => resolved_at === null)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
