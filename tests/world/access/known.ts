import { api } from "../../../convex/_generated/api";
import type { World } from "../../../sandbox/world/world";
import { mutateAs } from "../support/asPerson";
import { actAsAdmin, asAdmin } from "../support/memoryWorld";
import type { Known } from "./table";

const OPERATION = "22222222-2222-4222-8222-222222222222";
const firstPage = { paginationOpts: { numItems: 1, cursor: null } };

/** Members of the staff, an ordinary person, and somebody else with one of everything. */
export async function known(world: World) {
  const create = async (username: string, role?: string) => {
    const email_address = [`${username}@example.com`];
    const metadata = role === undefined ? {} : { public_metadata: { role } };
    return (await world.clerk.users.create({ username, email_address, ...metadata })).id;
  };
  const people = {
    person: await create("person"),
    support: await create("support", "support"),
    admin: await create("admin", "admin"),
  };
  const externalId = await create("somebody_else");
  await world.clerk.webhooks.deliverDue();
  await world.engine.runDueJobs();
  await mutateAs(world, { subject: externalId }, api.users.updateProfile, {
    operation_id: OPERATION,
    changes: { first_name: "Else" },
  });
  const { run_id } = await actAsAdmin(world, api.reconcile.start, { dry_run: true });
  const { job_id } = await actAsAdmin(world, api.inbox.replayMany, {
    filter: { externalId },
    dry_run: false,
  });
  const { page } = await asAdmin(world, api.dashboard.listEvents, { ...firstPage, externalId });
  const [event] = page;
  if (!event || job_id === null) throw new Error("There is nothing to name.");
  const theirs: Known = {
    externalId,
    operation_id: OPERATION,
    svix_id: event.svix_id,
    run_id,
    job_id,
  };
  return { ...people, theirs };
}
