import { defineSchema } from "convex/server";
import { clerkSyncTables } from "./tables";

/** An app with tables of its own spreads these among them, as `npx clerk-convex-sync init` does. */
export default defineSchema(clerkSyncTables);
