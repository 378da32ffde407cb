import { expect } from "vitest";
import { api, internal } from "./app/api";
import type { Deployment } from "./deployment";
import {
  dataFromNested,
  fetchThrowing,
  fullLastPage,
  insertUnknown,
  insertWrongScores,
  labelsAbove,
  labelsNegating,
  notesAfterSchedulingFor,
  pageReadAgain,
  readRanges,
  searchUnknown,
  stateAfterLateCancel,
  storeNested,
  storeText,
  textsAfterWrongReturn,
} from "./differenceScenes";

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
  {
    what: "a mutation that returns what its validator refuses",
    reason: "It fails, and a deployment keeps nothing of a mutation that fails.",
    onConvexTest: {
      does: "keeps what it wrote",
      test: async (t) => expect(await textsAfterWrongReturn(t)).toEqual(["written in vain"]),
    },
    onLocalEngine: {
      does: "keeps nothing",
      test: async (t) => expect(await textsAfterWrongReturn(t)).toEqual([]),
    },
  },
  {
    what: "a full page that ends with the last document",
    reason:
      "A deployment stops reading when the page is full, so it does not know yet whether more follows.",
    onConvexTest: {
      does: "says that it is the last",
      test: async (t) => expect(await fullLastPage(t)).toEqual({ isDone: true, added: [] }),
    },
    onLocalEngine: {
      does: "goes on, and sees what was added at the end",
      test: async (t) => expect(await fullLastPage(t)).toEqual({ isDone: false, added: ["v3"] }),
    },
  },
];
