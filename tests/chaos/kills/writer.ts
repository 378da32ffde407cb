import { chance } from "../../chance";
import { openEngine } from "./open";

/**
 * The process that is killed: opens the store in the folder of its first argument, and writes for
 * ever. Says `opening`, and then the number of each write once it has been acknowledged.
 */
const [, , dir = "", life = "0", seed = "0"] = process.argv;
const roll = chance(Number(seed));
const WRITERS = 4;

const say = (line: string) => new Promise((resolve) => process.stdout.write(`${line}\n`, resolve));

await say("opening");
const { engine } = await openEngine(dir);
engine.startTimers();
let last = 0;
await Promise.all(Array.from({ length: WRITERS }, () => writeForEver()));

async function writeForEver(): Promise<never> {
  for (;;) {
    const n = ++last;
    const { result } = await engine.mutation({
      path: "load:write",
      // Some jobs are under way at any moment, and some still wait.
      args: { life: Number(life), n, jobsAfterMs: n % 3 === 0 ? 0 : roll() * 40 },
      caller: { identity: null },
    });
    if (!result.ok) throw new Error(result.errorMessage);
    await say(String(n));
    // Timers get their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
