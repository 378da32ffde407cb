import type { FilterBuilder, GenericTableInfo, Query, NamedTableInfo } from "convex/server";
import type { DataModel, QueryCtx } from "../app/server";
import type { Made } from "./interpreter";
import { INDEXES, type Filter, type How, type Range, type Read, type ThingsRead } from "./program";

type Things = Query<NamedTableInfo<DataModel, "things">>;
type Thing = DataModel["things"]["document"];

/** The range builder's types know one order of calls; here the calls depend on the data. */
type Bounds = Record<"eq" | "gt" | "gte" | "lt" | "lte", (field: string, value: unknown) => Bounds>;

export function rangeOf({ db }: QueryCtx, { index, equal, lower, upper, order }: Range): Things {
  const fields = INDEXES[index];
  const bounded = (range: unknown) => {
    let bounds = range as Bounds;
    for (const [i, value] of equal.entries()) bounds = bounds.eq(fields[i] ?? "", value);
    const next = fields[equal.length];
    if (next === undefined) return bounds as never;
    if (lower !== null) bounds = bounds[lower.bound](next, lower.value);
    if (upper !== null) bounds = bounds[upper.bound](next, upper.value);
    return bounds as never;
  };
  // Which index it is makes no difference to the types of documents.
  return db
    .query("things")
    .withIndex(index as "by_value", bounded)
    .order(order) as Things;
}

/** What a read sees, in a form that is the same on every implementation. */
export async function readFrom(ctx: QueryCtx, read: Read, made: Made): Promise<unknown> {
  const { db } = ctx;
  switch (read.from) {
    case "things":
      return readThings(ctx, read);
    case "articles":
      return search(ctx, read);
    case "one": {
      const id = pick(made.things, read.which);
      const thing = id === undefined ? null : await db.get(id);
      return thing && shownThing(thing);
    }
    case "since": {
      const id = pick(made.things, read.which);
      const thing = id === undefined ? null : await db.get(id);
      const since = db
        .query("things")
        .withIndex("by_creation_time", (q) => q.gte("_creationTime", thing?._creationTime ?? 0));
      return (await since.order(read.order).collect()).map(shownThing);
    }
    case "jobs": {
      const jobs = await db.system.query("_scheduled_functions").collect();
      return jobs.map(({ args, scheduledTime, state }) => [args, scheduledTime, state.kind]);
    }
    case "files": {
      const files = await db.system.query("_storage").collect();
      const urls = await Promise.all(made.files.map((id) => ctx.storage.getUrl(id)));
      return [files.map(({ size, sha256 }) => [size, sha256]), urls.map((url) => url !== null)];
    }
    case "notes":
      return (await db.query("notes").order("desc").collect()).map(({ text }) => text);
  }
}

/** A range of things, filtered or not. */
export function thingsIn(ctx: QueryCtx, { range, filter }: ThingsRead): Things {
  const things = rangeOf(ctx, range);
  return filter === null ? things : things.filter((q) => expressionOf(q, filter) as never);
}

async function readThings(ctx: QueryCtx, read: ThingsRead & { how: How }): Promise<unknown> {
  const { how } = read;
  const things = thingsIn(ctx, read);
  if (typeof how === "object") return (await things.take(how.take)).map(shownThing);
  if (how === "collect") return (await things.collect()).map(shownThing);
  const found = await things[how]();
  return found && shownThing(found);
}

/** Sorted: convex-test does not rank what it finds. */
async function search(
  { db }: QueryCtx,
  { words, topic }: Extract<Read, { from: "articles" }>,
): Promise<unknown> {
  const found = await db
    .query("articles")
    .withSearchIndex("search_body", (q) => {
      const search = q.search("body", words.join(" "));
      return topic === null ? search : search.eq("topic", topic);
    })
    .collect();
  return found.map(({ title, body, topic }) => [title, body, topic].join()).sort();
}

type AnyFilterBuilder = FilterBuilder<GenericTableInfo>;

function expressionOf(builder: unknown, filter: Filter): unknown {
  const q = builder as AnyFilterBuilder;
  switch (filter.is) {
    case "eq":
    case "neq":
      return q[filter.is](q.field(filter.field), filter.value);
    case "and":
    case "or":
      return q[filter.is](...filter.parts.map((part) => expressionOf(q, part) as boolean));
    case "not":
      return q.not(expressionOf(q, filter.part) as boolean);
    default:
      return q[filter.is](q.field("label"), filter.label);
  }
}

/** A document by the number of its making; the numbers go round. */
export function pick<T>(list: readonly T[], which: number): T | undefined {
  return list[which % Math.max(list.length, 1)];
}

/** All but what differs from one deployment to the next: id and creation time. */
export function shownThing({ label, value, group, maybe, nested }: Thing): unknown {
  return { label, value, group, maybe, nested };
}
