import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import {
  ADA,
  clerkUser,
  created,
  deleted,
  deliver,
  send,
  userEvent,
  type Json,
} from "./support/clerk";
import { findPerson } from "./support/read";
import { pass, signedIn, START, startBackend, stopBackend } from "./support/setup";

afterEach(stopBackend);

/** Each run is two lives in the whole backend; model/ordering has the same property a hundredfold. */
const RUNS = 15;
/** Only a hang should end this test. */
const TIMEOUT_MS = 120_000;

/** One user's life in Clerk: changes, some in one millisecond, perhaps a deletion at the end. */
const life = fc
  .record({
    steps: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 2 }),
        first_name: fc.constantFrom("Ada", "Augusta", null),
        username: fc.constantFrom("ada", "countess"),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    isDeleted: fc.boolean(),
  })
  .map(({ steps, isDeleted }) => {
    let updated_at = START;
    const events = steps.map(({ after, ...values }, index) => {
      updated_at += after;
      const user = clerkUser({ ...values, updated_at });
      // Envelopes are later than the change and never at the same time.
      return userEvent("user.updated", user, { timestamp: updated_at + index });
    });
    return isDeleted ? [...events, deleted(updated_at + 100)] : events;
  });

/** The same life as Svix may deliver it: some events twice, in any order, some in one batch. */
const delivered = life.chain((events) =>
  fc.record({
    events: fc.constant(events),
    order: fc.shuffledSubarray([...events.keys(), ...events.keys()], {
      minLength: events.length * 2,
    }),
    pauses: fc.array(fc.boolean(), { minLength: events.length * 2, maxLength: events.length * 2 }),
  }),
);

async function endOf(
  events: readonly Json[],
  { order, pauses }: { order: readonly number[]; pauses: readonly boolean[] },
) {
  const t = startBackend();
  for (const [turn, index] of order.entries()) {
    const event = events[index];
    if (event === undefined) throw new Error(`No event ${index}`);
    // Half of the repetitions are Svix's (same id), the others a new delivery of the same change.
    await send(t, event, { id: turn % 2 === 0 ? `msg_${index}` : `msg_${index}_again` });
    if (pauses[turn]) await pass(t);
  }
  await pass(t);
  const { profile, sync } = await findPerson(t);
  return { profile: withoutIds(profile), sync: withoutIds(sync) };
}

function withoutIds(row: Json | null): Json | null {
  if (row === null) return null;
  return { ...row, _id: null, _creationTime: null, updated_at: null };
}

it(
  "ends the same for any order and any repetition of a person's events",
  async () => {
    await fc.assert(
      fc.asyncProperty(delivered, async ({ events, order, pauses }) => {
        const inOrder = { order: [...events.keys()], pauses: events.map(() => true) };
        expect(await endOf(events, { order, pauses })).toEqual(await endOf(events, inOrder));
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

it("ends the same with a save in between, whenever its echo comes", async () => {
  const before = created();
  const echo = userEvent(
    "user.updated",
    clerkUser({ first_name: "Grace", updated_at: START + 50 }),
  );
  const later = userEvent(
    "user.updated",
    clerkUser({ first_name: "Grace", last_name: "King", updated_at: START + 60 }),
  );
  for (const order of [
    [echo, later],
    [later, echo],
    [later, before, echo],
    [before, later, echo],
  ]) {
    const t = startBackend();
    await deliver(t, before);
    const ada = signedIn(t, ADA);
    const changes = { first_name: "Grace" };
    await ada.mutation(api.users.updateProfile, { operation_id: "op_1", changes });
    const report = { status: "done", updated_at: START + 50 } as const;
    await ada.mutation(api.users.settleProfileWrite, { operation_id: "op_1", clerk: report });
    for (const event of order) {
      await deliver(t, event);
      expect((await findPerson(t)).profile).toMatchObject({ first_name: "Grace" });
    }
    expect((await findPerson(t)).profile).toMatchObject({ last_name: "King" });
    expect((await findPerson(t)).sync).toMatchObject({ status: "in_sync" });
  }
});
