import fc from "fast-check";
import { expect, it } from "vitest";
import type { Implementation } from "../deployment";
import { onConvexTest } from "../onConvexTest";
import { onLocalEngine } from "../onLocalEngine";
import { quietConsole, restartFakeClock, useFakeClock } from "../suite";
import { program } from "./arbitraries";
import { answers } from "./interpreter";
import type { Program, Range } from "./program";
import { assertSeeded } from "./seeded";

const TIMEOUT_MS = 600_000;

useFakeClock();

it("random programs are told the same on both", { timeout: TIMEOUT_MS }, async () => {
  quietConsole();
  const property = fc.asyncProperty(program, async ({ program, pagers }) => {
    const expected = await answersOf(onConvexTest, program, pagers);
    expect(await answersOf(onLocalEngine, program, pagers)).toEqual(expected);
  });
  await assertSeeded(property, { runs: 60 });
});

async function answersOf(
  implementation: Implementation,
  program: Program,
  pagers: readonly Range[],
): Promise<unknown[]> {
  restartFakeClock();
  const t = await implementation.deploy();
  try {
    return await answers(t, program, pagers);
  } finally {
    await t.close();
  }
}
