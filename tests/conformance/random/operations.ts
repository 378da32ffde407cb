import { api, internal } from "../app/api";
import { handOver } from "../app/inline";
import type { MutationCtx, QueryCtx } from "../app/server";
import { perform, undone, type Made } from "./interpreter";
import type { Confusion, Operation } from "./program";
import { pick, readFrom } from "./reads";

/** Does one operation of a mutation; answers with what the mutation was told. */
export async function writeTo(
  ctx: MutationCtx,
  operation: Operation,
  made: Made,
): Promise<unknown> {
  const { db } = ctx;
  switch (operation.do) {
    case "insert":
      made.things.push(
        await db.insert("things", { label: String(made.things.length), ...operation.fields }),
      );
      return "inserted";
    case "patch":
    case "replace":
    case "delete":
      return change(ctx, operation, made);
    case "write article":
    case "delete article":
      return changeArticle(ctx, operation, made);
    case "insert strict": {
      // That it may not fit is the point.
      const id = await db.insert("strict", operation.document as never);
      const { _id, _creationTime, ...document } = (await db.get(id)) ?? {};
      return document;
    }
    case "take for another":
      return takeForAnother(ctx, operation.how, pick(made.things, operation.which));
    case "schedule": {
      const { noteThenFail, note } = internal.jobs;
      const text = `job ${made.jobs.length}`;
      const job = operation.fails ? noteThenFail : note;
      made.jobs.push(await ctx.scheduler.runAfter(operation.ms, job, { text }));
      return "scheduled";
    }
    case "cancel":
      return cancel(ctx, pick(made.jobs, operation.which));
    case "delete file": {
      const id = pick(made.files, operation.which);
      if (id === undefined) return "nothing to delete";
      await ctx.storage.delete(id);
      return "deleted";
    }
    case "read":
      return readFrom(ctx, operation.read, made);
    case "nested query": {
      const read = handOver(async (inner: QueryCtx) => {
        if (operation.throws) throw new Error("thrown by the query");
        return readFrom(inner, operation.read, made);
      });
      return ctx.runQuery(api.inline.read, read);
    }
    case "nested mutation": {
      const handed = handOver((inner: MutationCtx) => perform(inner, operation.transaction, made));
      return undone(made, () => ctx.runMutation(api.inline.write, handed));
    }
  }
}

async function change(
  { db }: MutationCtx,
  operation: Extract<Operation, { do: "patch" | "replace" | "delete" }>,
  made: Made,
): Promise<string> {
  const id = pick(made.things, operation.which);
  if (id === undefined) return "nothing to change";
  if (operation.do === "delete") await db.delete(id);
  else if (operation.do === "patch") await db.patch(id, operation.fields);
  else await db.replace(id, { label: String(made.things.indexOf(id)), ...operation.fields });
  return "changed";
}

async function changeArticle(
  { db }: MutationCtx,
  operation: Extract<Operation, { do: "write article" | "delete article" }>,
  made: Made,
): Promise<string> {
  const id = operation.which === "new" ? undefined : pick(made.articles, operation.which);
  if (operation.do === "delete article") {
    if (id !== undefined) await db.delete(id);
    return "deleted";
  }
  const { words, topic } = operation.article;
  const fields = { body: words.join(" "), topic };
  if (id !== undefined) await db.patch(id, fields);
  else {
    const title = String(made.articles.length);
    made.articles.push(await db.insert("articles", { title, ...fields }));
  }
  return "written";
}

async function takeForAnother(
  { db }: MutationCtx,
  how: Confusion,
  thing: string | undefined,
): Promise<unknown> {
  if (thing === undefined) return "nothing to confuse";
  const id = thing as never;
  switch (how) {
    case "get":
      return db.get("notes", id);
    case "patch":
      return db.patch("notes", id, { text: "confused" });
    case "replace":
      return db.replace("notes", id, { text: "confused" });
    case "delete":
      return db.delete("notes", id);
    case "normalize":
      return [db.normalizeId("notes", thing), db.normalizeId("things", thing) === thing];
  }
}

/** Only what still waits: cancelling what has run is an intended difference. */
async function cancel(ctx: MutationCtx, id: Made["jobs"][number] | undefined): Promise<string> {
  const job = id === undefined ? null : await ctx.db.system.get(id);
  if (job?.state.kind !== "pending") return "nothing to cancel";
  await ctx.scheduler.cancel(job._id);
  return "cancelled";
}
