import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export default defineSchema({
  /** Holds any value under indexes: ranges, order, pagination, round trips. */
  things: defineTable({
    label: v.string(),
    value: v.optional(v.any()),
    group: v.optional(v.union(v.string(), v.null())),
    maybe: v.optional(v.union(v.null(), v.int64(), v.bytes(), v.string())),
    nested: v.optional(v.object({ depth: v.optional(v.number()) })),
  })
    .index("by_value", ["value"])
    .index("by_label", ["label"])
    .index("by_group_and_value", ["group", "value"])
    .index("by_nested_depth", ["nested.depth"])
    .index("by_maybe_and_group_and_depth", ["maybe", "group", "nested.depth"]),

  /** One field for each kind of validator. */
  strict: defineTable({
    kind: v.union(v.literal("circle"), v.literal("square")),
    count: v.number(),
    tags: v.optional(v.array(v.string())),
    thing: v.optional(v.id("things")),
    big: v.optional(v.int64()),
    bytes: v.optional(v.bytes()),
    scores: v.optional(v.record(v.string(), v.number())),
    shape: v.optional(
      v.union(
        v.object({ type: v.literal("circle"), radius: v.number() }),
        v.object({ type: v.literal("square"), side: v.number() }),
      ),
    ),
    nothing: v.optional(v.null()),
  }),

  articles: defineTable({ title: v.string(), body: v.string(), topic: v.string() }).searchIndex(
    "search_body",
    { searchField: "body", filterFields: ["topic"] },
  ),

  /** What jobs and nested calls leave behind. */
  notes: defineTable({ text: v.string() }),
});
