import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../sandbox/convex/types";
import { chance } from "../../chance";
import { readOptions } from "../options";
import type { Left } from "./app";
import { openEngine, outsideFile } from "./open";

/**
 * A host under a load of writes is killed (SIGKILL) at random moments, again and again over the same
 * store. `npm test` does it ten times, `npm run chaos -- --kills 200` as often as it is told. A seed
 * says after how many writes, and when their jobs are due; how far a write was that is under way is
 * the system's affair.
 */

const SEED_OF_SHORT = 20_261_123;
const options = readOptions();
const { kills = 10 } = options;
const { seed = options.kills === undefined ? SEED_OF_SHORT : Date.now() % 2 ** 31 } = options;
const roll = chance(seed);
/** A kill comes after so many lines of the writer, at most: from its opening to full load. */
const LATEST = 120;
const timeout = 60_000 + kills * 10_000;

const writer = fileURLToPath(new URL("writer.ts", import.meta.url));
const lives = Array.from({ length: kills }, (_, index) => index + 1);
/** What each life has acknowledged. */
const acknowledged = new Map<number, number[]>();
let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "kills-"));
  for (const life of lives) acknowledged.set(life, await liveAndDie(life));
}, timeout);
afterAll(() => {
  const writes = lives.reduce((sum, life) => sum + (acknowledged.get(life)?.length ?? 0), 0);
  console.log(`\n${kills} kills, ${writes} writes acknowledged before them.\n\nseed ${seed}`);
  rmSync(dir, { recursive: true, force: true });
});

/** One process, until it is killed; answers with the writes that it has acknowledged. */
async function liveAndDie(life: number): Promise<number[]> {
  const moment = 1 + Math.floor(roll() * LATEST);
  const args = [dir, String(life), String(seed + life)];
  const child = spawn(process.execPath, ["--import", "tsx", writer, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    let said = "";
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      said += chunk.toString();
      // Once is enough; what it had said before it died is still read.
      if (!child.killed && said.split("\n").length > moment) child.kill("SIGKILL");
    }
    await ended;
    expect(child.signalCode, "it ended by itself").toBe("SIGKILL");
    const whole = said.slice(0, said.lastIndexOf("\n") + 1);
    return whole.split("\n").filter(Boolean).slice(1).map(Number);
  } finally {
    child.kill("SIGKILL");
  }
}

describe("after kills at random moments under load", { timeout }, () => {
  let engine: Engine;
  let close: () => Promise<void>;
  let all: Left[];

  beforeAll(async () => {
    ({ engine, close } = await openEngine(dir));
    // What waits is due within moments.
    while ((engine.nextJobAt() ?? Infinity) < Infinity) await engine.runDueJobs();
    all = [];
    for (const life of lives) all.push(await ask<Left>("load:left", { life }));
  }, timeout);
  afterAll(() => close());

  async function ask<T>(path: string, args: Record<string, number>): Promise<T> {
    const { result } = await engine.query({ path, args, caller: { identity: null } });
    if (!result.ok) throw new Error(result.errorMessage);
    return result.value as T;
  }

  it("every acknowledged write is there", () => {
    for (const [index, life] of lives.entries()) {
      expect(all[index]?.left).toEqual(expect.arrayContaining(acknowledged.get(life) ?? []));
    }
    expect(all.some(({ left }) => left.length > 0)).toBe(true);
  });

  it("no write is there by half", async () => {
    for (const { left, right } of all) expect(sorted(right)).toEqual(sorted(left));
    const pairs = all.reduce((sum, { left }) => sum + left.length, 0);
    expect(await ask("load:counted", {})).toBe(pairs);
  });

  it("no write is there twice", () => {
    for (const { left } of all) expect(new Set(left).size).toBe(left.length);
  });

  it("each scheduled mutation has run exactly once", () => {
    for (const { left, byMutation, jobs } of all) {
      expect(sorted(byMutation)).toEqual(sorted(left));
      expect(jobs.filter(({ mutation }) => mutation !== "success")).toEqual([]);
    }
  });

  it("each scheduled action has run at most once, and says so when it was lost", () => {
    const told = existsSync(outsideFile(dir))
      ? readFileSync(outsideFile(dir), "utf8").trim().split("\n").filter(Boolean)
      : [];
    expect(new Set(told).size).toBe(told.length);
    for (const { byAction, jobs } of all) {
      expect(new Set(byAction).size).toBe(byAction.length);
      for (const { n, action } of jobs) {
        expect(["success", "failed"]).toContain(action);
        if (action === "success") expect(byAction).toContain(n);
      }
    }
  });
});

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}
