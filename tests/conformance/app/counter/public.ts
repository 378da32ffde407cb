import {
  mutationGeneric,
  queryGeneric,
  type DataModelFromSchemaDefinition,
  type MutationBuilder,
  type QueryBuilder,
} from "convex/server";
import { v } from "convex/values";
import type schema from "./schema";

type DataModel = DataModelFromSchemaDefinition<typeof schema>;
const query: QueryBuilder<DataModel, "public"> = queryGeneric;
const mutation: MutationBuilder<DataModel, "public"> = mutationGeneric;

export const add = mutation({
  args: { by: v.number() },
  returns: v.number(),
  handler: async (ctx, { by }) => {
    await ctx.db.insert("notes", { by });
    return (await ctx.db.query("notes").collect()).reduce((sum, note) => sum + note.by, 0);
  },
});

export const addThenThrow = mutation({
  args: { by: v.number() },
  handler: async (ctx, { by }): Promise<null> => {
    await ctx.db.insert("notes", { by });
    throw new Error("the counter broke");
  },
});

export const total = query({
  args: {},
  returns: v.number(),
  handler: async (ctx) =>
    (await ctx.db.query("notes").collect()).reduce((sum, note) => sum + note.by, 0),
});

export const whoami = query({
  args: {},
  returns: v.union(v.string(), v.null()),
  handler: async (ctx) => (await ctx.auth.getUserIdentity())?.subject ?? null,
});
