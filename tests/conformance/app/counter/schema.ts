import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export default defineSchema({
  /** Named as a table of the app on purpose: the two must never meet. */
  notes: defineTable({ by: v.number() }),
});
