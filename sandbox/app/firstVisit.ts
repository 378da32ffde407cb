import { CLERK_LOAD_OPTIONS, switchUser, type BrowserClerk } from "../clerk/browser";
import { fetchPeople } from "./Switcher/people";

/** Remembers that this browser has been here, so that a sign-out stays one after a reload. */
const KEY = "ccs.sandbox.visited";

/** The first page should show something: a first visitor is the support admin. */
export async function signInAsAdminOnce(clerk: BrowserClerk): Promise<void> {
  await clerk.load(CLERK_LOAD_OPTIONS);
  if (clerk.user || localStorage.getItem(KEY) !== null) return;
  const people = await fetchPeople("");
  const admin = people.find(({ role }) => role === "admin");
  if (admin) await switchUser(clerk, admin.id);
  localStorage.setItem(KEY, "yes");
}
