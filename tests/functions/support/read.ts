import type { Doc, TableNames } from "../../../convex/_generated/dataModel";
import { ADA } from "./clerk";
import type { Backend } from "./setup";

/** Looks straight into the tables. */

export async function allRows<T extends TableNames>(t: Backend, table: T): Promise<Doc<T>[]> {
  return await t.run(async (ctx) => await ctx.db.query(table).collect());
}

export async function eventOf(t: Backend, svix_id: string): Promise<Doc<"inboxEvents">> {
  const event = (await allRows(t, "inboxEvents")).find((row) => row.svix_id === svix_id);
  if (event === undefined) throw new Error(`No event ${svix_id}`);
  return event;
}

/** The two rows of a person; fails when there are two of a kind. */
export async function findPerson(t: Backend, externalId = ADA) {
  return await t.run(async (ctx) => ({
    profile: await ctx.db
      .query("users")
      .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
      .unique(),
    sync: await ctx.db
      .query("userSync")
      .withIndex("by_external_id", (q) => q.eq("externalId", externalId))
      .unique(),
  }));
}
