import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Shell } from "./shell";

/** Installs that Node from npm's package `node` into a folder, and has the shell find it first. */
export async function bringNode(version: string, folder: string, shell: Shell): Promise<void> {
  await mkdir(folder);
  // Its install script puts the binary in place, which npm wants allowed by name.
  const manifest = { private: true, allowScripts: { node: true } };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await shell.run(folder, "npm", "install", `node@${version}`);
  shell.use(join(folder, "node_modules", "node", "bin"));
}
