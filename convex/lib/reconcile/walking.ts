import type { Infer } from "convex/values";
import { internal } from "../../_generated/api";
import type { ActionCtx } from "../../_generated/server";
import type { ClerkUser } from "../../model/clerkUser";
import { borderAfter, isWithin, stretchOf, type Stretch } from "../../model/stretch";
import { countUsers, deleteUser, listUsers, MAX_LISTED } from "../clerkUsersApi";
import { ask, got, InTrouble, type Trouble } from "./asking";
import type { Compared, vAbsent } from "./comparing";
import { countsOf, type PageResult, type VisitedRun } from "./runs";

/**
 * One page of a walk: Clerk is asked, a query compares, a mutation stores what is news.
 *
 * A full walk goes along the time of signing up, in Clerk and in Convex at once: whoever is in
 * Convex between two people of a page and is not on it gets asked for by id, and only of whom
 * Clerk then says that it has not is missing there. No list of all people is ever kept.
 */

/** People that one query compares: at most five indexes are looked into for each, of 4,096. */
const COMPARED_AT_ONCE = MAX_LISTED;
/** People that one mutation stores: some 30 reads and writes each. */
const STORED_AT_ONCE = 50;
/** So many missing at once, and nobody of the page known: this is not the Clerk we know. */
const MANY_ABSENT = 50;

type OnPage = Compared & Infer<typeof vAbsent>;

/** Visits what the run stands at, and says how it went. */
export async function visitNext(
  ctx: ActionCtx,
  run: VisitedRun,
): Promise<PageResult | { trouble: Trouble }> {
  try {
    if (run.externalId !== null) return await visitOne(ctx, run, run.externalId);
    if (run.cursor.unplaced !== null) {
      return await visitUnplaced(ctx, run, run.cursor.unplaced.cursor);
    }
    return run.watermark === null
      ? await visitPage(ctx, run)
      : await visitRecent(ctx, run, run.watermark);
  } catch (thrown) {
    if (thrown instanceof InTrouble) return { trouble: thrown.trouble };
    throw thrown;
  }
}

/** A page of the full walk, by `+created_at`. */
async function visitPage(ctx: ActionCtx, run: VisitedRun): Promise<PageResult> {
  const { cursor, started_at } = run;
  const total = run.total ?? got(await countUsers()).count;
  const asked_at = Date.now();
  const page = got(
    await listUsers({ limit: MAX_LISTED, offset: cursor.offset, order_by: "+created_at" }),
  );
  const offset = cursor.offset + page.length;
  const isLast = page.length < MAX_LISTED || offset >= total;
  // Whoever signed up after the start is the webhooks' business, and the next scan's.
  const stretch = stretchOf(page, cursor, isLast ? started_at : null);
  const compared: OnPage = await ctx.runQuery(internal.scan.comparePage, {
    users: page.users,
    mode: run.mode,
    stretch,
  });
  const absent = await findAbsent(ctx, stretch, compared);

  const asked = await ask([...absent, ...compared.tombstones]);
  const isMeantHere = (user: ClerkUser) =>
    compared.tombstones.includes(user.externalId) || isWithin(user.created_at, stretch);
  const gone = absent.filter((id) => !asked.has(id));
  // Whoever signed up at another time than Convex thinks is listed elsewhere, and compared there.
  const found = asked.users.filter(isMeantHere);
  const doubted = await compare(ctx, run, { users: found, gone, isSure: true });
  const repairs =
    (await store(ctx, run, compared, { users: page.users, asked_at })) +
    (await store(ctx, run, doubted, { users: found, asked_at: asked.asked_at }));

  return {
    visited: page.length,
    total: Math.max(total, offset),
    cursor: {
      step: cursor.step + 1,
      offset,
      ...borderAfter(page.users, stretch, cursor),
      unplaced: isLast ? { cursor: null } : null,
    },
    counts: countsOf({
      equal: compared.equal,
      findings: compared.findings + doubted.findings,
      repairs,
      unreadable: page.unreadable.length,
      list_calls: 1 + asked.calls,
    }),
  };
}

/** People of whom Convex knows no time of signing up: who of them is gone in Clerk? */
async function visitUnplaced(
  ctx: ActionCtx,
  run: VisitedRun,
  from: string | null,
): Promise<PageResult> {
  const slice: Infer<typeof vAbsent> = await ctx.runQuery(internal.scan.unplaced, { cursor: from });
  const asked = await ask(slice.absent);
  const gone = slice.absent.filter((id) => !asked.has(id));
  const compared = await compare(ctx, run, { users: [], gone, isSure: true });
  await store(ctx, run, compared, { users: [], asked_at: asked.asked_at });
  const { cursor: at, total } = run;
  return {
    visited: 0,
    total,
    cursor:
      slice.cursor === null
        ? null
        : { ...at, step: at.step + 1, unplaced: { cursor: slice.cursor } },
    counts: countsOf({ findings: compared.findings, list_calls: asked.calls }),
  };
}

/** A page of the quick walk, by `-updated_at`, down to the watermark. */
async function visitRecent(
  ctx: ActionCtx,
  run: VisitedRun,
  watermark: number,
): Promise<PageResult> {
  const { cursor } = run;
  const asked_at = Date.now();
  const page = got(
    await listUsers({ limit: MAX_LISTED, offset: cursor.offset, order_by: "-updated_at" }),
  );
  const users = page.users.filter(({ updated_at }) => updated_at >= watermark);
  const isLast = users.length < page.users.length || page.length < MAX_LISTED;
  const compared = await compare(ctx, run, { users, isSure: false });
  const asked = await ask(compared.tombstones);
  const doubted = await compare(ctx, run, { users: asked.users, isSure: true });
  const repairs =
    (await store(ctx, run, compared, { users, asked_at })) +
    (await store(ctx, run, doubted, { users: asked.users, asked_at: asked.asked_at }));
  const next = { ...cursor, step: cursor.step + 1, offset: cursor.offset + page.length };
  return {
    visited: users.length + page.unreadable.length,
    // How many there are shows only at the end.
    total: isLast ? run.done + users.length + page.unreadable.length : null,
    cursor: isLast ? null : next,
    counts: countsOf({
      equal: compared.equal,
      findings: compared.findings + doubted.findings,
      repairs,
      unreadable: page.unreadable.length,
      list_calls: 1 + asked.calls,
    }),
  };
}

/** One person, and what an admin has decided about them. */
async function visitOne(ctx: ActionCtx, run: VisitedRun, externalId: string): Promise<PageResult> {
  let asked = await ask([externalId]);
  if (asked.unreadable > 0) throw new InTrouble(UNREADABLE);
  const counts = { list_calls: asked.calls };
  if (run.decision !== null) {
    // Decided about a person whom one side lacks; should that be over, nobody is deleted any more.
    if (run.decision === "convex" && run.one_sided !== null && asked.users.length > 0) {
      got(await deleteUser(externalId));
      asked = { ...asked, users: [], asked_at: Date.now() };
    }
    const { runId, cursor, decision } = run;
    const answer = { externalId, user: asked.users[0] ?? null, asked_at: asked.asked_at };
    const repairs: number = await ctx.runMutation(internal.scan.decide, {
      runId,
      step: cursor.step,
      answer,
      decision,
    });
    return { visited: 1, total: 1, cursor: null, counts: countsOf({ ...counts, repairs }) };
  }
  const gone = asked.users.length === 0 ? [externalId] : [];
  const compared = await compare(ctx, run, { users: asked.users, gone, isSure: true });
  const repairs = await store(ctx, run, compared, asked);
  const { equal, findings } = compared;
  return {
    visited: 1,
    total: 1,
    cursor: null,
    counts: countsOf({ ...counts, equal, findings, repairs }),
  };
}

/** Compares people of whom Clerk has said that it has them, or (`gone`) that it has not. */
async function compare(
  ctx: ActionCtx,
  { mode }: VisitedRun,
  people: { users: readonly ClerkUser[]; gone?: readonly string[]; isSure: boolean },
): Promise<Compared> {
  const { users, gone = [], isSure } = people;
  const asked = [...users, ...gone];
  let compared = NOTHING;
  for (let from = 0; from < asked.length; from += COMPARED_AT_ONCE) {
    const batch = asked.slice(from, from + COMPARED_AT_ONCE);
    const more: Compared = await ctx.runQuery(internal.scan.compare, {
      users: batch.filter((each) => typeof each !== "string"),
      gone: batch.filter((each) => typeof each === "string"),
      isSure,
      mode,
    });
    compared = {
      known: compared.known + more.known,
      equal: compared.equal + more.equal,
      findings: compared.findings + more.findings,
      news: [...compared.news, ...more.news],
      tombstones: [...compared.tombstones, ...more.tombstones],
    };
  }
  return compared;
}

/** Everybody in Convex within the stretch whom Clerk has not listed. */
async function findAbsent(ctx: ActionCtx, stretch: Stretch, compared: OnPage): Promise<string[]> {
  const absent = [...compared.absent];
  for (let { cursor } = compared; cursor !== null && isSameInstance(absent, compared);) {
    const slice: Infer<typeof vAbsent> = await ctx.runQuery(internal.scan.absent, {
      stretch,
      cursor,
    });
    absent.push(...slice.absent);
    cursor = slice.cursor;
  }
  if (!isSameInstance(absent, compared)) throw new InTrouble(ANOTHER_INSTANCE);
  return absent;
}

/** Whether what Clerk lists can be of the Clerk instance that Convex knows. */
function isSameInstance(absent: readonly string[], { known }: Compared): boolean {
  return known > 0 || absent.length <= MANY_ABSENT;
}

/** Stores what is news, in batches. Answers how many differences were mended. */
async function store(
  ctx: ActionCtx,
  { runId, cursor: { step } }: VisitedRun,
  { news }: Compared,
  answers: { users: readonly ClerkUser[]; asked_at: number },
): Promise<number> {
  const { users, asked_at } = answers;
  const byId = new Map(users.map((user) => [user.externalId, user]));
  let repairs = 0;
  for (let from = 0; from < news.length; from += STORED_AT_ONCE) {
    const batch = news.slice(from, from + STORED_AT_ONCE).map((externalId) => ({
      externalId,
      user: byId.get(externalId) ?? null,
      asked_at,
    }));
    const mended: number = await ctx.runMutation(internal.scan.store, {
      runId,
      step,
      answers: batch,
    });
    repairs += mended;
  }
  return repairs;
}

const NOTHING: Compared = { known: 0, equal: 0, findings: 0, news: [], tombstones: [] };

const UNREADABLE: Trouble = {
  error: { kind: "unexpected_answer", message: "Clerk's answer was not a user." },
  retry_after_ms: null,
  isFinal: true,
};

const ANOTHER_INSTANCE: Trouble = {
  error: {
    kind: "another_instance",
    message:
      `Clerk has none of more than ${MANY_ABSENT} people whom it should have, and lists nobody ` +
      "who is known here: most likely CLERK_SECRET_KEY belongs to another Clerk instance.",
  },
  retry_after_ms: null,
  isFinal: true,
};
