import { fileURLToPath } from "node:url";
import type { ComponentModules } from "../../sandbox/convex/types";
import { loadAppFromDisk } from "../../sandbox/convex/load/disk";

let loading: Promise<ComponentModules> | undefined;

/** The fixture app with its components, read once. */
export function fixtureApp(): Promise<ComponentModules> {
  return (loading ??= loadAppFromDisk(fileURLToPath(new URL("./app", import.meta.url))));
}
