import { createHash } from "node:crypto";
import { z } from "zod";
import type { Files } from "../files";
import { FOLDER, type Renamed } from "./copy";

/**
 * What init remembers: which files it has written, and how. It lies beside them, is committed with
 * them, and Convex does not take it for code.
 */
export const MANIFEST = `${FOLDER}/.manifest.json`;

const manifestShape = z.object({
  /** Tables of the kit's that have other names in this app. */
  renamed: z.record(z.string(), z.string()),
  /** Digests of the files as they were written, by path. */
  files: z.record(z.string(), z.string()),
});

export type Manifest = z.infer<typeof manifestShape>;

/** @throws when the manifest is there and cannot be read */
export function readManifest(app: Files): Manifest | null {
  const text = app.get(MANIFEST);
  if (text === undefined) return null;
  try {
    return manifestShape.parse(JSON.parse(text));
  } catch {
    throw new Error(`${MANIFEST} could not be read. Take it from your repository's history.`);
  }
}

export function manifestText(renamed: Renamed, digests: Readonly<Record<string, string>>): string {
  const files = Object.fromEntries(Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ renamed, files }, null, 2)}\n`;
}

/** The same for every way of ending lines, which some version controls change. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex").slice(0, 32);
}
