import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build, type Plugin, type Rolldown } from "vite";
import app from "../../vite.config";

/** A file that a browser loads. */
export interface BundleFile {
  /** Its path under the folder of the bundle, such as `assets/picture.worker-1a2b3c.js`. */
  readonly name: string;
  readonly content: Uint8Array;
  /** Set for the one that brings the others along. */
  readonly isEntry: boolean;
}

export interface BundleOptions {
  /** Packages that stay outside, with all of their entry points. */
  readonly external?: readonly string[];
  readonly plugins?: readonly Plugin[];
}

const ENTRY = "virtual:bench-entry";
const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Bundles and minifies a module as the app is built for production; nothing is written to disk.
 * @param source TypeScript; a path from the root of the project is written `/src/…`
 */
export async function bundle(
  source: string,
  { external = [], plugins = [] }: BundleOptions = {},
): Promise<BundleFile[]> {
  const made = await build({
    root,
    configFile: false,
    logLevel: "error",
    plugins: [
      react(),
      ...plugins,
      {
        name: "bench-entry",
        resolveId: (id) => (id === ENTRY ? `\0${ENTRY}.ts` : null),
        load: (id) => (id === `\0${ENTRY}.ts` ? source : null),
      },
    ],
    build: {
      ...app.build,
      write: false,
      modulePreload: false,
      rollupOptions: {
        input: ENTRY,
        // The exports are what adopters import: they are not to be shaken off.
        preserveEntrySignatures: "strict",
        external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)),
      },
    },
  });
  const outputs = (Array.isArray(made) ? made : [made]) as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output.map(toFile));
}

function toFile(made: Rolldown.OutputChunk | Rolldown.OutputAsset): BundleFile {
  const isChunk = made.type === "chunk";
  return {
    name: made.fileName,
    content: Buffer.from(isChunk ? made.code : made.source),
    isEntry: isChunk && made.isEntry,
  };
}
