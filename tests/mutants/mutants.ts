/**
 * The rules of docs/guarantees.md, each broken on purpose. A suite that stays green with one of
 * these in place would not notice if somebody broke the rule by mistake.
 */
export interface Mutant {
  /** The number of the rule that it breaks. */
  readonly rule: number;
  /** What the code then does wrong. */
  readonly does: string;
  readonly file: string;
  /** What stands in the file, once. */
  readonly from: string;
  readonly to: string;
  /** The tests that must notice. */
  readonly suite: string;
  readonly project: "unit" | "functions" | "sandbox";
  readonly env?: Readonly<Record<string, string>>;
}

const inFunctions = (name: string) =>
  ({ suite: `tests/functions/${name}.test.ts`, project: "functions" }) as const;

/** Random histories notice too, before a scan mends it; from such a seed they come to it soon. */
const underFire = (seed: number) =>
  ({
    suite: "tests/chaos/chaos.test.ts",
    project: "sandbox",
    env: { CHAOS: JSON.stringify({ runs: 300, seed, only: "scripted", shrink: false }) },
  }) as const;

const storesTwice = {
  rule: 2,
  does: "stores a repeated delivery as a new event",
  file: "convex/inbox.ts",
  from: "if (known !== null) {\n      await ctx.db.patch",
  to: "if (known !== null && known.deliveries < 0) {\n      await ctx.db.patch",
};

const forgetsOrder = {
  rule: 3,
  does: "lets an old event overwrite a newer one",
  file: "convex/model/ordering.ts",
  from: 'return incoming.clerk_updated_at > known.clerk_updated_at ? "apply" : "stale";',
  to: 'return "apply";',
};

const bringsBack = {
  rule: 3,
  does: "brings a deleted person back",
  file: "convex/model/ordering.ts",
  from: 'if (known.deleted_at !== null) return "stale";',
  to: "",
};

export const MUTANTS: readonly Mutant[] = [
  {
    rule: 1,
    does: "acknowledges a delivery that it has not stored",
    file: "convex/routes.ts",
    from: "await ctx.runMutation(internal.inbox.receive, {",
    to: "void (() => internal.inbox.receive)(); void ({",
    ...inFunctions("inbox"),
  },
  {
    rule: 1,
    does: "believes a delivery that nobody signed",
    file: "convex/lib/svix.ts",
    from: "if (svix_id === null || !secrets.some((secret) => isSignedWith(secret, body, plain)))",
    to: "if (svix_id === null || plain === undefined)",
    ...inFunctions("inbox"),
  },
  { ...storesTwice, ...inFunctions("inbox") },
  { ...storesTwice, ...underFire(8) },
  { ...forgetsOrder, ...inFunctions("inbox") },
  { ...forgetsOrder, ...underFire(22) },
  { ...bringsBack, ...inFunctions("inbox") },
  { ...bringsBack, ...underFire(50) },
  {
    rule: 4,
    does: "forgets a save that never reached Clerk",
    file: "convex/lib/settling.ts",
    from: "await ctx.scheduler.runAfter(wait, internal.outbox.begin, { writeId: write._id });",
    to: "",
    ...inFunctions("outbox"),
  },
  {
    rule: 5,
    does: "leaves a refused value in Convex",
    file: "convex/lib/settling.ts",
    from: "...(await valuesUnder(ctx, person, write, writes)),",
    to: "",
    ...inFunctions("users"),
  },
  {
    rule: 5,
    does: "takes a newer save back together with the refused one",
    file: "convex/lib/settling.ts",
    from: "writes = person.writes.filter(({ _id }) => _id !== write._id),",
    to: "writes: typeof person.writes = [],",
    ...inFunctions("users"),
  },
  {
    rule: 6,
    does: "lets an older webhook flicker a pending save away",
    file: "convex/lib/clerkWords.ts",
    from: "...layOver(word.profile, open),",
    to: "...layOver(word.profile, []),",
    ...inFunctions("users"),
  },
  {
    rule: 6,
    does: "empties Convex's own fields with each webhook",
    file: "convex/lib/clerkWords.ts",
    from: "email: word.knowsEmail ? word.profile.email : before.email,",
    to: "email: word.knowsEmail ? word.profile.email : before.email, interests: [],",
    ...inFunctions("inbox"),
  },
  {
    rule: 7,
    does: "lets one poisoned event take back its whole batch",
    file: "convex/inbox.ts",
    from: "} catch (thrown) {\n",
    to: "} catch (thrown) {\n    if (thrown instanceof Error) throw thrown;\n",
    ...inFunctions("inboxDrain"),
  },
  {
    rule: 8,
    does: "keeps what Clerk says and nobody has listed",
    file: "convex/model/redact.ts",
    from: "if (keys.has(key)) kept[key] = keepScalar(value);",
    to: "kept[key] = value;",
    ...inFunctions("inboxDrain"),
  },
  {
    rule: 8,
    does: "shows addresses as they are",
    file: "convex/model/redact.ts",
    from: 'return at < 0 ? "***" : `${first}***${email.slice(at)}`;',
    to: "return first === undefined ? email : email;",
    ...inFunctions("inboxDrain"),
  },
  {
    rule: 9,
    does: "counts people by reading all that has changed",
    file: "convex/lib/statusCounts.ts",
    from: '.query("statusDeltas").take(MAX_UNFOLDED + 1);',
    to: '.query("statusDeltas").take(5_000);',
    ...inFunctions("overview"),
  },
  {
    rule: 10,
    does: "applies the events of another Clerk instance",
    file: "convex/model/envelope.ts",
    from: "if (instanceId !== null && event.instance_id !== instanceId) {",
    to: 'if (instanceId === "" && event.instance_id !== instanceId) {',
    ...inFunctions("inbox"),
  },
  {
    rule: 11,
    does: "never finds it too quiet",
    file: "convex/model/rhythm.ts",
    from: "return now - last_received_at > usualSilenceMs(rhythm, last_received_at);",
    to: "return now < 0;",
    ...inFunctions("health"),
  },
];

/** @throws when what the mutant replaces is no longer there, or no longer only once */
export function mutate(code: string, { file, from, to }: Mutant): string {
  const times = code.split(from).length - 1;
  if (times !== 1) throw new Error(`${file} holds ${times} times, not once: ${from}`);
  // A function, for in a text "$" would have a meaning.
  return code.replace(from, () => to);
}
