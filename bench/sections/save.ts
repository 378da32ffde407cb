import { measureEach } from "../measure";
import { identityOf, type Target } from "../targets/target";
import { costFigures, type Section } from "./section";

/** A save as a browser makes it, until Clerk's own webhook has confirmed it. */
export const measureSave: Section = async (site, { saves }) => {
  const { target } = site;
  // The first one pays for what is made once.
  await saveOne(site);
  const save = await measureEach(
    target,
    saves,
    () => {},
    () => saveOne(site),
  );
  await expectAllInSync(target);
  return [{ title: "until confirmed, ms", value: save.ms }, ...costFigures(save.cost)];
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

async function expectAllInSync(target: Target): Promise<void> {
  const paginationOpts = { numItems: 1, cursor: null };
  for (const status of ["pending", "drifted", "failed"]) {
    const found = await target.query("dashboard:listUsers", { paginationOpts, status });
    if ((found as { page: unknown[] }).page.length > 0) {
      throw new Error(`The bench wants every save confirmed; somebody is ${status}.`);
    }
  }
}
