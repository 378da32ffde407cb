import { fileURLToPath } from "node:url";
import { loadAppFromDisk } from "../sandbox/convex/load/disk";
import type { ComponentModules } from "../sandbox/convex/types";

export const WEBHOOK_PATH = "/clerk/webhook";

/** The app in `convex/` with the functions of the bench, and without what runs by the clock. */
export async function loadKit(): Promise<ComponentModules> {
  const app = await loadAppFromDisk(fileURLToPath(new URL("../convex", import.meta.url)));
  // Crons would add their reads to whatever they happen to run beside.
  const { crons: _, ...modules } = app.modules;
  return { ...app, modules: { ...modules, bench: () => import("./functions") } };
}
