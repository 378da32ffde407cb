import { existsSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "vite";
import {
  BASE_STYLES,
  baseStyles,
  commands,
  COMPONENT_STYLES,
  modules,
  nodeModules,
} from "./configs";
import { COMMANDS, root } from "./entries";
import { buildTypes } from "./types";

/** Makes the files of the publishable package in a folder, which is emptied before. */
export async function buildPackage(lib: string): Promise<void> {
  await rm(lib, { recursive: true, force: true });
  await build(modules(lib));
  await build(baseStyles(lib));
  await build(nodeModules(lib));
  if (existsSync(Object.values(COMMANDS)[0] ?? "")) await build(commands(lib));
  await buildTypes(lib);
  await joinStyles(lib);
  await cp(join(root, "package/declarations"), lib, { recursive: true });
  await cp(join(root, "convex"), join(lib, "backend"), {
    recursive: true,
    // Made anew in each app.
    filter: (path) => basename(path) !== "_generated",
  });
}

/** The order of the layers is fixed by what comes first. */
async function joinStyles(lib: string): Promise<void> {
  const parts = [BASE_STYLES, COMPONENT_STYLES].map((name) => join(lib, `${name}.css`));
  const texts = await Promise.all(parts.map((path) => readFile(path, "utf8")));
  await writeFile(join(lib, "styles.css"), texts.join(""));
  for (const path of parts) await rm(path);
}
