import { expect } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { UserDetail } from "../../../convex/lib/dashboardShapes";
import { USER_UPDATE_FIELDS } from "../../../convex/model/fields";
import type { NewUser } from "../../../sandbox/clerk/index";
import { asAdmin } from "./memoryWorld";
import type { Tab, TabWorld } from "./tabs";

let people = 0;

/** Somebody new whom both sides know, at a tab. */
export async function somebody(
  world: TabWorld,
  fields: Partial<NewUser> = {},
): Promise<{ id: string; username: string; tab: Tab }> {
  const username = `person-${++people}`;
  const user = await world.clerk.users.create({
    username,
    first_name: "Ada",
    last_name: "Byron",
    email_address: [`${username}@example.test`],
    ...fields,
  });
  await world.pass();
  return { id: user.id, username, tab: await world.openTab(user.id) };
}

/** A person as support staff see them. */
export async function detailOf(world: TabWorld, externalId: string): Promise<UserDetail> {
  const detail = await asAdmin(world, api.dashboard.getUser, { externalId });
  if (detail === null) throw new Error(`Convex does not know ${externalId}.`);
  return detail;
}

/**
 * That the two sides are equal and have these values, and that nothing is left to do: no save is
 * open, and each that reached Clerk was confirmed.
 */
export async function expectAgreed(
  world: TabWorld,
  externalId: string,
  values: Partial<Record<"username" | "first_name" | "last_name", string | null>> & {
    has_image?: boolean;
  } = {},
): Promise<UserDetail> {
  const clerk = world.clerk.users.get(externalId);
  const detail = await detailOf(world, externalId);
  expect(clerk).toMatchObject(values);
  const inConvex = Object.fromEntries(detail.fields.map(({ field, convex }) => [field, convex]));
  for (const field of USER_UPDATE_FIELDS) expect(inConvex[field], field).toBe(clerk?.[field]);
  expect(inConvex.image_url).toBe(clerk?.image_url);
  expect(detail.status).toBe("in_sync");
  expect(detail.fields.filter(({ differs, pending }) => differs || pending)).toEqual([]);
  const open = detail.writes.filter(
    ({ clerk: state }) => !["done", "refused", "superseded"].includes(state),
  );
  expect(open).toEqual([]);
  return detail;
}
