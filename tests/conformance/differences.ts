import { ConvexError } from "convex/values";
import { expect } from "vitest";
import { api, internal } from "./app/api";
import type { Deployment } from "./deployment";

/** Where the local engine does not do as convex-test does, on purpose. */
export interface IntendedDifference {
  /** What differs, as the subject of two sentences. */
  readonly what: string;
  /** Why the engine does it its way. */
  readonly reason: string;
  readonly onConvexTest: Behaviour;
  readonly onLocalEngine: Behaviour;
}

/** What one side does, and a test that holds it to that. */
interface Behaviour {
  readonly does: string;
  readonly test: (t: Deployment) => Promise<void>;
}

const DAY = 24 * 60 * 60 * 1000;

/** The whole list. Anything else that differs is a fault. */
export const intendedDifferences: readonly IntendedDifference[] = [
  {
    what: "a function that reads more than 4096 index ranges",
    reason: "A deployment refuses it; code that would fail there should fail here.",
    onConvexTest: {
      does: "works, because limits are off by default",
      test: async (t) => expect(await readRanges(t, 4097)).toBe(4097),
    },
    onLocalEngine: {
      does: "is refused",
      test: async (t) => {
        expect(await readRanges(t, 4096)).toBe(4096);
        await expect(readRanges(t, 4097)).rejects.toThrow(/4096/);
      },
    },
  },
  {
    what: "a document over 1 MiB",
    reason: "A deployment refuses it.",
    onConvexTest: { does: "is stored", test: async (t) => void (await storeText(t, 2 ** 20)) },
    onLocalEngine: {
      does: "is refused",
      test: async (t) => {
        await storeText(t, 2 ** 20 - 1000);
        await expect(storeText(t, 2 ** 20)).rejects.toThrow(/large|MiB/);
      },
    },
  },
  {
    what: "a document nested more than 16 levels deep",
    reason: "A deployment refuses it.",
    onConvexTest: { does: "is stored", test: async (t) => void (await storeNested(t, 40)) },
    onLocalEngine: {
      does: "is refused",
      test: async (t) => {
        await storeNested(t, 14);
        await expect(storeNested(t, 40)).rejects.toThrow(/nested/);
      },
    },
  },
  {
    what: "a table that the schema does not name",
    reason: "A deployment refuses to write to it, and its types know nothing of it.",
    onConvexTest: { does: "can be written", test: async (t) => void (await insertUnknown(t)) },
    onLocalEngine: {
      does: "is refused",
      test: (t) => expect(insertUnknown(t)).rejects.toThrow(/nowhere/),
    },
  },
  {
    what: "a value in a v.record()",
    reason: "A deployment checks keys and values of records.",
    onConvexTest: {
      does: "is not checked",
      test: async (t) => void (await insertWrongScores(t)),
    },
    onLocalEngine: {
      does: "is checked, in documents and in arguments",
      test: async (t) => {
        await expect(insertWrongScores(t)).rejects.toThrow(/valid/i);
        const scores = { maths: "one" as unknown as number };
        await expect(
          t.query(api.validated.describe, { name: "Ada", role: "reader", scores }),
        ).rejects.toThrow(/valid/i);
      },
    },
  },
  {
    what: "a job that is due in 30 days",
    reason: "It is 30 days away. (Timers overflow after 24.8 days and then fire at once.)",
    onConvexTest: {
      does: "runs at once",
      test: async (t) => expect(await notesAfterSchedulingFor(t, 30 * DAY)).toEqual(["far away"]),
    },
    onLocalEngine: {
      does: "waits",
      test: async (t) => {
        expect(await notesAfterSchedulingFor(t, 30 * DAY)).toEqual([]);
        await t.advance(30 * DAY);
        expect(await t.admin.query(internal.nested.texts, {})).toEqual(["far away"]);
      },
    },
  },
  {
    what: "an internal function called from outside",
    reason: "Only the app's own functions and an admin may call it.",
    onConvexTest: {
      does: "runs",
      test: async (t) => expect(await t.query(internal.validated.secret, {})).toBe("secret"),
    },
    onLocalEngine: {
      does: "is not found, except by an admin",
      test: async (t) => {
        await expect(t.query(internal.validated.secret, {})).rejects.toThrow(/find/);
        expect(await t.admin.query(internal.validated.secret, {})).toBe("secret");
      },
    },
  },
  {
    what: "a filter that negates",
    reason: "convex-test has no `neg`.",
    onConvexTest: {
      does: "is not implemented",
      test: (t) => expect(labelsNegating(t)).rejects.toThrow("not implemented"),
    },
    onLocalEngine: {
      does: "works",
      test: async (t) => expect(await labelsNegating(t)).toEqual(["2"]),
    },
  },
  {
    what: "a filter that compares values of different types",
    reason: "Filters order values as indexes do; convex-test asks JavaScript.",
    onConvexTest: {
      does: "is false",
      test: async (t) => expect(await labelsAbove(t, 1)).toEqual(["number"]),
    },
    onLocalEngine: {
      does: "goes by the order of types",
      test: async (t) => expect(await labelsAbove(t, 1)).toEqual(["number", "text"]),
    },
  },
  {
    what: "a search index that the schema does not name",
    reason: "A deployment refuses it, as it does with any other index.",
    onConvexTest: {
      does: "can be searched",
      test: async (t) => expect(await searchUnknown(t)).toEqual([]),
    },
    onLocalEngine: {
      does: "is refused",
      test: (t) => expect(searchUnknown(t)).rejects.toThrow(/by_nothing/),
    },
  },
  {
    what: "an int64 in the data of a ConvexError from a nested mutation",
    reason: "Data may hold any Convex value; convex-test decodes it twice.",
    onConvexTest: {
      does: "is lost with the error",
      test: async (t) => expect(await dataFromNested(t)).toBe("another error"),
    },
    onLocalEngine: {
      does: "arrives",
      test: async (t) => expect(await dataFromNested(t)).toEqual({ at: 5n }),
    },
  },
  {
    what: "an HTTP action that throws",
    reason: "Whoever sent the request gets an answer.",
    onConvexTest: {
      does: "throws at the caller of fetch",
      test: (t) => expect(fetchThrowing(t)).rejects.toThrow("thrown on purpose"),
    },
    onLocalEngine: {
      does: "answers 500",
      test: async (t) => expect((await fetchThrowing(t)).status).toBe(500),
    },
  },
  {
    what: "cancelling a job that has run",
    reason: "It is too late, and its outcome should stay on record.",
    onConvexTest: {
      does: "marks it cancelled",
      test: async (t) => expect(await stateAfterLateCancel(t)).toBe("canceled"),
    },
    onLocalEngine: {
      does: "changes nothing",
      test: async (t) => expect(await stateAfterLateCancel(t)).toBe("success"),
    },
  },
  {
    what: "a page that a subscription reads again after documents were added to it",
    reason:
      "Its end stays where it was, so that it neither overlaps the next page nor leaves a gap.",
    onConvexTest: {
      does: "ends earlier, because there is no journal",
      test: async (t) => expect(await pageReadAgain(t)).toEqual(["v0", "v1"]),
    },
    onLocalEngine: {
      does: "keeps its end and grows",
      test: async (t) => expect(await pageReadAgain(t)).toEqual(["v0", "v1", "v2"]),
    },
  },
];

const readRanges = (t: Deployment, count: number) =>
  t.write(async ({ db }) => {
    const id = await db.insert("notes", { text: "read often" });
    for (let i = 0; i < count; i++) await db.get(id);
    return count;
  });

const storeText = (t: Deployment, length: number) =>
  t.write(({ db }) => db.insert("notes", { text: "x".repeat(length) }));

const storeNested = (t: Deployment, levels: number) =>
  t.write(({ db }) => {
    const value = Array.from({ length: levels }).reduce<unknown[]>((inner) => [inner], []);
    return db.insert("things", { label: "nested", value });
  });

const insertUnknown = (t: Deployment) =>
  t.write(({ db }) => db.insert("nowhere" as "notes", { text: "a" }));

const insertWrongScores = (t: Deployment) =>
  t.write(({ db }) =>
    db.insert("strict", { kind: "circle", count: 1, scores: { maths: "one" as never } }),
  );

async function notesAfterSchedulingFor(t: Deployment, ms: number): Promise<string[]> {
  await t.write(({ scheduler }) =>
    scheduler.runAfter(ms, internal.jobs.note, { text: "far away" }),
  );
  await t.advance(1000);
  return t.admin.query(internal.nested.texts, {});
}

async function labelsNegating(t: Deployment): Promise<string[]> {
  await t.write(async ({ db }) => {
    for (const value of [1, 2]) await db.insert("things", { label: String(value), value });
  });
  const negated = await t.read(({ db }) =>
    db
      .query("things")
      .filter((q) => q.eq(q.neg(q.field("value")), -2))
      .collect(),
  );
  return negated.map((thing) => thing.label);
}

async function labelsAbove(t: Deployment, bound: number): Promise<string[]> {
  await t.write(async ({ db }) => {
    await db.insert("things", { label: "number", value: 2 });
    await db.insert("things", { label: "text", value: "a" });
    await db.insert("things", { label: "null", value: null });
  });
  const above = await t.read(({ db }) =>
    db
      .query("things")
      .filter((q) => q.gt(q.field("value"), bound))
      .collect(),
  );
  return above.map((thing) => thing.label);
}

const searchUnknown = (t: Deployment) =>
  t.read(({ db }) =>
    db
      .query("articles")
      .withSearchIndex("by_nothing" as "search_body", (q) => q.search("body", "gulls"))
      .collect(),
  );

const dataFromNested = (t: Deployment) =>
  t.write(async (ctx) => {
    try {
      await ctx.runMutation(internal.nested.refuse, { data: { at: 5n } });
    } catch (error) {
      return error instanceof ConvexError ? (error.data as { at: bigint }) : "another error";
    }
    return "no error";
  });

const fetchThrowing = (t: Deployment) =>
  t.fetch("/notes-then-throws", { method: "POST", body: "a" });

async function stateAfterLateCancel(t: Deployment): Promise<string | undefined> {
  const id = await t.write(({ scheduler }) =>
    scheduler.runAfter(0, internal.jobs.note, { text: "ran" }),
  );
  await t.advance(0);
  await t.write(({ scheduler }) => scheduler.cancel(id));
  return (await t.read(({ db }) => db.system.get(id)))?.state.kind;
}

async function pageReadAgain(t: Deployment): Promise<string[]> {
  const insert = (value: number) =>
    t.write(({ db }) => db.insert("things", { label: `v${value}`, value }));
  for (const value of [1, 2, 3]) await insert(value);
  const read = t.subscribe(async ({ db }) => {
    const { page } = await db
      .query("things")
      .withIndex("by_value")
      .paginate({ numItems: 2, cursor: null });
    return page.map((thing) => thing.label);
  });
  expect(await read()).toEqual(["v1", "v2"]);
  await insert(0);
  return read();
}
