import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openLmdbStore } from "./lmdb";

const writer = fileURLToPath(new URL("fixtures/writeForEver.ts", import.meta.url));

test("what was committed survives the killing of the process", { timeout: 60_000 }, async () => {
  const dir = mkdtempSync(join(tmpdir(), "kv-"));
  const child = spawn(process.execPath, ["--import", "tsx", writer, dir]);
  try {
    let said = "";
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      said += chunk.toString();
      if (said.split("\n").length > 200) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    const acknowledged = Number(said.trim().split("\n").at(-1));
    expect(acknowledged).toBeGreaterThan(100);
    const store = openLmdbStore(dir);
    const newest = Number(store.get("newest"));
    expect(newest).toBeGreaterThanOrEqual(acknowledged);
    for (let n = 0; n <= newest; n += 1) expect(store.get(`number/${n}`)).toBe(n);
    await store.close();
  } finally {
    child.kill("SIGKILL");
    rmSync(dir, { recursive: true, force: true });
  }
});
