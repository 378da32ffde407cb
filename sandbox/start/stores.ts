import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the two stand-ins keep their data, under the sandbox's folder. */
export function dataDir(dir: string): string {
  return join(dir, "data");
}

/** Where Vite keeps what it has prepared: two sandboxes beside each other would disturb each other. */
export function viteDir(dir: string): string {
  return join(dir, "vite");
}

/** Forgets everything: the data and the secrets that belong to it. */
export function forget(dir: string): void {
  for (const name of ["data", "env", "seeded"]) {
    rmSync(join(dir, name), { recursive: true, force: true });
  }
}

/** Whether an earlier start seeded this folder to the end, in part, or not at all. */
export function seedState(dir: string): "none" | "partial" | "done" {
  if (existsSync(join(dir, "seeded"))) return "done";
  return existsSync(dataDir(dir)) ? "partial" : "none";
}

export function markSeeded(dir: string, people: number): void {
  writeFileSync(join(dir, "seeded"), `${people} people\n`);
}
