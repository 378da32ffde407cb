import { v } from "convex/values";
import schema from "../../../convex/schema";
import { internalQuery } from "../../../convex/_generated/server";

const TABLES = Object.keys(schema.tables) as (keyof typeof schema.tables)[];

/** Every row of the app's tables but the named ones, as JSON: a function that joins an app under test. */
export const rowsExceptOf = internalQuery({
  args: { tables: v.array(v.string()) },
  returns: v.array(v.string()),
  handler: async (ctx, { tables }) => {
    const wanted = TABLES.filter((table) => !tables.includes(table));
    const rows = await Promise.all(
      wanted.map(async (table) =>
        (await ctx.db.query(table).collect()).map((row) => `${table} ${JSON.stringify(row)}`),
      ),
    );
    return rows.flat();
  },
});
