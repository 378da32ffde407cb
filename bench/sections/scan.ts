import { shareOf } from "../cost";
import { ADMIN, type Target } from "../targets/target";
import { costFigures, type Section } from "./section";

/** A full scan over people who are equal on both sides; the costs are one person's share. */
export const measureScan: Section = async ({ target, people }) => {
  const users = people.users.length;
  const callsBefore = people.listCalls();
  target.takeCost();
  const started = performance.now();
  await target.mutation("reconcile:start", { kind: "full" }, ADMIN);
  await target.settle();
  const ms = performance.now() - started;
  const cost = target.takeCost();
  await expectAllEqual(target, users);
  const calls = people.listCalls() - callsBefore;

  return [
    { title: "people per second", value: users / (ms / 1000) },
    ...costFigures(cost && shareOf(cost, users)),
    { title: "calls to Clerk's list, in all", value: calls },
    { title: "  people per call", value: users / calls },
  ];
};

/** Somebody who differs costs more than somebody who is equal. */
async function expectAllEqual(target: Target, users: number): Promise<void> {
  const run = await target.query("bench:lastRun", {});
  const { state, equal } = run as { state: string; equal: number };
  if (state === "done" && equal === users) return;
  throw new Error(`The bench wants all ${users} people equal; the scan is ${state} at ${equal}.`);
}
