import type { FunctionArgs } from "convex/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { ADA, created, deliver } from "./support/clerk";
import { allRows } from "./support/read";
import { pass, signedIn, startBackend, stopBackend, type Backend } from "./support/setup";

let t: Backend;
beforeEach(async () => {
  t = startBackend();
  await deliver(t, created());
});
afterEach(stopBackend);

const boss = () => signedIn(t, "user_boss", "admin");
const reveal = (who = boss(), externalId = ADA) =>
  who.mutation(api.dashboard.revealEmail, { externalId });

type Filter = Omit<FunctionArgs<typeof api.dashboard.listAudit>, "paginationOpts">;
async function listAudit(filter: Filter = {}) {
  const paginationOpts = { numItems: 10, cursor: null };
  const staff = signedIn(t, "user_sam", "support");
  return (await staff.query(api.dashboard.listAudit, { ...filter, paginationOpts })).page;
}

describe("a person's address", () => {
  it("is revealed to an admin, and that it was is written down without it", async () => {
    expect(await reveal()).toEqual({ email: "ada@example.com" });
    const log = await allRows(t, "auditLog");
    expect(log).toMatchObject([{ actor: "user_boss", action: "reveal_email", subject: ADA }]);
    expect(JSON.stringify(log)).not.toContain("@");
  });

  it("is not revealed to support, nor to the person's own browser by this way", async () => {
    await expect(reveal(signedIn(t, "user_sam", "support"))).rejects.toThrow("not_permitted");
    await expect(reveal(signedIn(t, ADA))).rejects.toThrow("not_permitted");
    expect(await allRows(t, "auditLog")).toEqual([]);
  });

  it("cannot be revealed of nobody", async () => {
    await expect(reveal(boss(), "user_nobody")).rejects.toThrow("no_profile");
    expect(await allRows(t, "auditLog")).toEqual([]);
  });
});

describe("the audit log", () => {
  beforeEach(async () => {
    await reveal();
    await pass(t, 1_000);
    await boss().mutation(api.reconcile.start, { kind: "user", externalId: ADA, dry_run: true });
    await pass(t, 1_000);
    await reveal(signedIn(t, "user_chief", "admin"));
  });

  it("shows who did what to whom, newest first, by name where there is one", async () => {
    expect(await listAudit()).toMatchObject([
      { actor: "user_chief", action: "reveal_email" },
      { actor: "user_boss", action: "scan_start", detail: { kind: "user", dry_run: true } },
      {
        actor: "user_boss",
        actor_name: "user_boss",
        action: "reveal_email",
        subject: ADA,
        subject_name: "Ada Lovelace",
      },
    ]);
  });

  it("is that of one member of staff, about one subject, or both, when asked for", async () => {
    const actors = async (filter: Filter) => (await listAudit(filter)).map(({ actor }) => actor);
    expect(await actors({ actor: "user_chief" })).toEqual(["user_chief"]);
    expect(await actors({ subject: ADA })).toEqual(["user_chief", "user_boss", "user_boss"]);
    expect(await actors({ actor: "user_boss", subject: ADA })).toHaveLength(2);
    expect(await actors({ actor: "user_boss", subject: "user_other" })).toEqual([]);
  });

  it("is not for everybody to read", async () => {
    const paginationOpts = { numItems: 10, cursor: null };
    const read = signedIn(t, ADA).query(api.dashboard.listAudit, { paginationOpts });
    await expect(read).rejects.toThrow("not_permitted");
  });
});
