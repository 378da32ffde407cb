import fc from "fast-check";

/** What may happen in a history, drawn at random. All of it is plain data, so that it shrinks. */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const name = fc.constantFrom("Ada", "Augusta", "Countess", null);
const names = { first_name: name, last_name: name };
/** `own` becomes the person's own; the other two are wanted by many, and Clerk lets one have it. */
const username = fc.constantFrom("own", "other", "shared", "taken");
const interests = fc.subarray(["engines", "numbers", "horses"]);

/** What becomes of a call to Clerk, from the browser or from our server. */
export const CLERK_TROUBLE = [
  "refuse",
  "rate_limit",
  "server_error",
  "server_error_after",
  "network_error",
  "network_error_after",
] as const;
export type ClerkTrouble = (typeof CLERK_TROUBLE)[number];

/** `never_arrives`: the tab is offline until it is closed. `answer_lost`: committed, and unheard. */
export type ConvexTrouble = "never_arrives" | "answer_lost";

const fate = fc.record({
  first: fc.constantFrom<("convex" | "clerk")[]>("convex", "clerk"),
  clerk: fc.option(fc.constantFrom(...CLERK_TROUBLE), { freq: 2 }),
  convex: fc.option(fc.constantFrom<ConvexTrouble[]>("never_arrives", "answer_lost"), { freq: 3 }),
  /** How many of its steps happen at once; the others wait for `goOn`, or the tab is closed. */
  steps: fc.constantFrom(3, 3, 3, 2, 1, 0),
});

const at = { who: fc.nat(7), device: fc.nat(2) };
const kind = <Kind extends string>(is: Kind) => ({ kind: fc.constant(is) });

const save = fc.record({
  ...kind("save"),
  ...at,
  changes: fc.record({ ...names, username, interests }, { requiredKeys: [] }),
  fate,
});
const onboarding = fc.record({
  ...kind("onboarding"),
  ...at,
  step: fc.constantFrom("names", "picture", "interests", null),
  changes: fc.record(names, { requiredKeys: [] }),
  fate,
});
const picture = fc.record({ ...kind("picture"), ...at, remove: fc.boolean(), fate });

/** What people do, on their devices and in Clerk's own pages. */
const deeds = fc.oneof(
  { weight: 6, arbitrary: save },
  { weight: 2, arbitrary: onboarding },
  { weight: 2, arbitrary: picture },
  { weight: 4, arbitrary: fc.record({ ...kind("goOn"), ...at }) },
  { weight: 2, arbitrary: fc.record({ ...kind("close"), ...at }) },
  { weight: 1, arbitrary: fc.record({ ...kind("signUp"), isFirstLoad: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...kind("editInClerk"),
      who: at.who,
      changes: fc.record({ ...names, username, email: fc.boolean() }, { requiredKeys: [] }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ ...kind("pictureInClerk"), who: at.who, remove: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ ...kind("deleteInClerk"), who: at.who }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...kind("scan"),
      of: fc.constantFrom("full" as const, "quick" as const),
      repair: fc.boolean(),
    }),
  },
);

const webhookEffect = fc.constantFrom(
  ...(["drop", "drop", "duplicate", "duplicate", "reorder", "reorder"] as const),
  ...(["delay", "delay", "delay", "delay"] as const),
  ...(["tamper", "wrong_secret", "old_timestamp", "network_error"] as const),
  ...(["malformed", "not_json", "wrong_instance"] as const),
);
const delay = fc.oneof(fc.nat(90 * SECOND), fc.integer({ min: MINUTE, max: 6 * HOUR }));

/** What goes wrong by itself. */
const troubles = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...kind("webhookFault"),
      effect: webhookEffect,
      ms: delay,
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...kind("clerkFault"),
      effect: fc.constantFrom(...CLERK_TROUBLE),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...kind("hostDies"),
      commit: fc.integer({ min: 1, max: 25 }),
      when: fc.constantFrom("before" as const, "after" as const),
      downMs: fc.nat(2 * MINUTE),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...kind("rotateSecret"),
      told: fc.constantFrom("before" as const, "after" as const),
    }),
  },
);

const time = fc.record({
  ...kind("pass"),
  ms: fc.oneof(
    { weight: 6, arbitrary: fc.nat(45 * SECOND) },
    { weight: 2, arbitrary: fc.nat(5 * MINUTE) },
    { weight: 1, arbitrary: fc.nat(8 * HOUR) },
  ),
});

export const action = fc.oneof(
  { weight: 10, arbitrary: deeds },
  { weight: 6, arbitrary: troubles },
  { weight: 5, arbitrary: time },
);
export type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;
export type Deed<Kind extends Action["kind"]> = Extract<Action, { kind: Kind }>;
/** What somebody does at a device, in steps. */
export type SaveDeed = Deed<"save"> | Deed<"onboarding"> | Deed<"picture">;

/** A whole history. Clocks are no further apart than `CLOCK_TOLERANCE_MS` allows. */
export const history = (longest: number) =>
  fc.record({
    skewMs: fc.constantFrom(0, 0, -9 * SECOND, -3 * SECOND, 4 * SECOND, 9 * SECOND),
    dice: fc.nat(),
    people: fc.constantFrom(1, 1, 1, 2, 2, 3, 4),
    actions: fc.array(action, { minLength: 3, maxLength: longest, size: "max" }),
  });
export type History = typeof history extends (n: number) => fc.Arbitrary<infer T> ? T : never;
