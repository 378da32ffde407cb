import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createEngine } from "../../../sandbox/convex/engine";
import type { Engine } from "../../../sandbox/convex/types";
import { openLmdbStore } from "../../../sandbox/kv/lmdb";
import { app } from "./app";

/** What actions have told the outside, a line each. */
export const outsideFile = (dir: string) => join(dir, "outside.log");

/** The engine over the store in a folder, as a host opens it. */
export async function openEngine(dir: string): Promise<{ engine: Engine; close(): Promise<void> }> {
  const store = openLmdbStore(join(dir, "store"));
  const engine = await createEngine({
    app,
    store,
    cloudUrl: "https://convex.test",
    siteUrl: "https://site.test",
    fetch: (input) => {
      appendFileSync(outsideFile(dir), `${new URL(new Request(input).url).pathname}\n`);
      return Promise.resolve(new Response());
    },
  });
  const close = async () => {
    await engine.close();
    await store.close();
  };
  return { engine, close };
}
