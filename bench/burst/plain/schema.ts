import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

const text = v.union(v.string(), v.null());

export default defineSchema({
  users: defineTable({
    externalId: v.string(),
    username: text,
    first_name: text,
    last_name: text,
    image_url: text,
    email: text,
  }).index("by_external_id", ["externalId"]),
});
