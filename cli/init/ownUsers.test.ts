import { describe, expect, it } from "vitest";
import { readModule } from "../source/module";
import { hookFor } from "./hook";
import { readOwnUsers } from "./ownUsers";

const KIT_HOOK = `/** How a person's profile changes. */
export interface ProfileChange {
  externalId: string;
}
`;

function read(users: string, rest = "") {
  const schema = `import { x } from "y";\n${rest}\nexport default defineSchema({ users: ${users} });`;
  return readOwnUsers(readModule(schema), "users");
}

function hook(users: string, deletes = false): string {
  const own = read(users);
  if (own === null) throw new Error("No table was found.");
  return hookFor(own, KIT_HOOK, deletes);
}

describe("an app's own table of people", () => {
  it("is known by an index on Clerk's user id, whatever that is called", () => {
    for (const field of ["externalId", "clerkId", "clerk_user_id", "subject"]) {
      const table = `defineTable({ ${field}: v.string() }).index("i", ["${field}", "more"])`;
      expect(read(table)?.id).toEqual({ field, index: "i", kind: "id" });
    }
  });

  it("is known by the token of Convex's other recipe", () => {
    const table = `defineTable({ name: v.string(), tokenIdentifier: v.string() })
      .index("by_token", ["tokenIdentifier"])`;
    expect(read(table)?.id.kind).toBe("token");
    expect(hook(table)).toContain(
      "const tokenIdentifier = `${process.env.CLERK_JWT_ISSUER_DOMAIN}|${externalId}`;",
    );
  });

  it("is found where it stands under a name, its fields as well", () => {
    const rest = `const fields = { externalId: v.string() };
      export const people = defineTable(fields).index("i", ["externalId"]);`;
    expect(read("people", rest)?.id.index).toBe("i");
  });

  it.each([
    ["without an index", "defineTable({ externalId: v.string() })"],
    ["with an index on something else", 'defineTable({ a: v.string() }).index("i", ["a"])'],
    ["whose id is no text", 'defineTable({ userId: v.id("x") }).index("i", ["userId"])'],
    ["that comes from elsewhere", "imported"],
    [
      "whose fields are not all seen",
      'defineTable({ ...x, externalId: v.string() }).index("i", ["externalId"])',
    ],
  ])("%s is left to the developer", (_, table) => {
    expect(read(table)).toBeNull();
  });
});

describe("the hook", () => {
  const INDEX = '.index("byExternalId", ["externalId"])';

  it("fits what a field may hold", () => {
    const text = hook(`defineTable({
      externalId: v.string(),
      name: v.string(),
      firstName: v.optional(v.string()),
      email: v.union(v.null(), v.string()),
    })${INDEX}`);
    expect(text).toContain('name: displayName(after) ?? "",');
    expect(text).toContain("firstName: after.first_name ?? undefined,");
    expect(text).toContain("email: after.email,");
  });

  it("leaves alone what is the app's own, and what is no text", () => {
    const text = hook(`defineTable({
      externalId: v.string(),
      bio: v.optional(v.string()),
      username: v.optional(v.number()),
    })${INDEX}`);
    expect(text).not.toMatch(/bio|username/);
  });

  it("inserts no row that would lack something", () => {
    const text = hook(`defineTable({ externalId: v.string(), plan: v.id("plans") })${INDEX}`);
    expect(text).toContain("A new row also needs plan");
    expect(text).not.toContain("db.insert");
  });

  it("deletes a row only where the app did", () => {
    const table = `defineTable({ externalId: v.string() })${INDEX}`;
    expect(hook(table, true)).toContain("db.delete");
    expect(hook(table, false)).not.toContain("db.delete");
  });
});
