import { setTimeout as sleep } from "node:timers/promises";
import { NOTHING, shareOf, sum, type Cost } from "../cost";
import { measureEach } from "../measure";
import { identityOf, type Target } from "../targets/target";
import { costFigures, type Section } from "./section";

/** For so long the newest changes of status are not counted yet; see convex/lib/statusCounts.ts. */
const COUNTS_LAG_MS = 2_250;

/** A save as a browser makes it, until Clerk's own webhook has confirmed it and it is counted. */
export const measureSave: Section = async (site, { saves }) => {
  const { target } = site;
  // The first one pays for what is made once.
  await saveOne(site);
  await foldCounts(target);
  const save = await measureEach(
    target,
    saves,
    () => {},
    () => saveOne(site),
  );
  const counting = shareOf(await foldCounts(target), save.runs);
  await expectAllInSync(target);
  return [
    { title: "until confirmed, ms", value: save.ms },
    ...costFigures(save.cost && sum(save.cost, counting)),
  ];
};

async function saveOne({ target, people, sign }: Parameters<Section>[0]): Promise<void> {
  const externalId = people.next();
  const who = identityOf(externalId);
  const operation_id = crypto.randomUUID();
  const first_name = people.newName();

  await target.mutation("users:updateProfile", { operation_id, changes: { first_name } }, who);
  const user = await people.rename(externalId, first_name);
  const clerk = { status: "done", updated_at: user.updated_at };
  await target.mutation("users:settleProfileWrite", { operation_id, clerk }, who);
  const { id: userId, updated_at: at } = user;
  await target.deliver(sign({ type: "user.updated", userId, data: user, at }));
  await target.settle();
}

/** Counts the people by status anew, as happens after saves; answers with what it costs. */
async function foldCounts(target: Target): Promise<Cost> {
  let cost = NOTHING;
  do {
    // In one go: several cost more, and how many it takes depends on the machine.
    await sleep(COUNTS_LAG_MS);
    target.takeCost();
    await target.mutation("counts:fold", {});
    cost = sum(cost, target.takeCost() ?? NOTHING);
  } while (await target.query("bench:hasUncounted", {}));
  return cost;
}

async function expectAllInSync(target: Target): Promise<void> {
  const paginationOpts = { numItems: 1, cursor: null };
  for (const status of ["pending", "drifted", "failed"]) {
    const found = await target.query("dashboard:listUsers", { paginationOpts, status });
    if ((found as { page: unknown[] }).page.length > 0) {
      throw new Error(`The bench wants every save confirmed; somebody is ${status}.`);
    }
  }
}
