import { join } from "node:path";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";
import { ENTRIES, isPackage, NODE_ENTRIES, root } from "./entries";
import { clerkSyncApi, namesOfOurOwn } from "./plugins";

/**
 * One file of types for each entry, and what several of them share in types/. Bundled, for a
 * relative import without an ending does not hold for every way of resolving modules.
 */
export async function buildTypes(outDir: string): Promise<void> {
  const bundle = await rolldown({
    cwd: root,
    input: { ...ENTRIES, ...NODE_ENTRIES },
    plugins: [
      clerkSyncApi(),
      namesOfOurOwn(),
      dts({ cwd: root, tsconfig: join(root, "package/tsconfig.json"), emitDtsOnly: true }),
    ],
    external: isPackage,
  });
  await bundle.write({
    dir: outDir,
    entryFileNames: "[name].js",
    chunkFileNames: "types/[name].js",
  });
  await bundle.close();
}
