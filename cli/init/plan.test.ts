import { describe, expect, it } from "vitest";
import { FOLDER } from "./copy";
import { MANIFEST } from "./manifest";
import { planInit, type Plan } from "./plan";

/** As much of the kit as a plan needs to see. */
const KIT = new Map([
  ["access.ts", "export const access = 1;\n"],
  [
    "onProfileChanged.ts",
    "/** How a person's profile changes. */\nexport interface ProfileChange {\n  externalId: string;\n}\n",
  ],
  [
    "tables.ts",
    "export const clerkSyncTables = {\n  users: defineTable({}),\n  auditLog: defineTable({}),\n};\n",
  ],
]);

const USERS = `users: defineTable({ externalId: v.string() }).index("i", ["externalId"])`;

const plan = (app: Record<string, string>) => planInit(new Map(Object.entries(app)), KIT);
/** An app after a plan, with nothing declined. */
function carriedOut(
  app: Record<string, string>,
  { copies, edits, manifestAfter }: Plan,
): Record<string, string> {
  const after: Record<string, string> = { ...app };
  for (const change of [...copies, ...edits]) {
    if (change.after === null) delete after[change.path];
    else after[change.path] = change.after;
  }
  return { ...after, [MANIFEST]: manifestAfter(copies) };
}
const edited = (file: string, text: string) =>
  plan({ [file]: text }).edits.find(({ path }) => path === file)?.after ?? null;
const schema = (tables: string) => `export default defineSchema(${tables});\n`;

describe("an app with nothing of its own", () => {
  it("gets every file, and then has all it needs", () => {
    const first = plan({});
    expect(first.edits.map(({ path }) => path).sort()).toEqual([
      "auth.config.ts",
      "convex.config.ts",
      "crons.ts",
      "http.ts",
      "schema.ts",
    ]);
    expect(first.tables).toEqual({ profiles: "users", mapped: null });
    const second = plan(carriedOut({}, first));
    expect(second).toMatchObject({ copies: [], edits: [], kept: [], byHand: [] });
  });
});

describe("tables", () => {
  it("are added to a schema that stands under a name", () => {
    const text =
      "const tables = {\n  a,\n};\nconst schema = defineSchema(tables);\nexport default schema;\n";
    expect(edited("schema.ts", text)).toContain("  a,\n  ...clerkSyncTables,\n};");
  });

  it("are left to the developer where the schema is made in another way", () => {
    const { edits, byHand } = plan({ "schema.ts": schema("makeTables()") });
    expect(edits.map(({ path }) => path)).not.toContain("schema.ts");
    expect(byHand).toEqual([expect.stringContaining("spread ...clerkSyncTables")]);
  });

  it("get other names where theirs are taken, and keep them", () => {
    const app = { "schema.ts": schema(`{ auditLog, ${USERS}, profiles }`) };
    const first = plan(app);
    const tables = first.copies.find(({ path }) => path === `${FOLDER}/tables.ts`)?.after;
    expect(tables).toContain("clerkSyncUsers: defineTable");
    expect(tables).toContain("clerkSyncAuditLog: defineTable");
    expect(first.tables).toEqual({ profiles: "clerkSyncUsers", mapped: "users" });
    // Were the choice made anew, the kit's rows would stay behind under the old name.
    const after = carriedOut(app, first);
    const fewer = { ...after, "schema.ts": after["schema.ts"]!.replace(`${USERS}, `, "") };
    expect(plan(fewer).copies).toEqual([]);
  });

  it("are told of when the app later takes one of their names", () => {
    const app = carriedOut({}, plan({}));
    const later = { ...app, "schema.ts": app["schema.ts"]!.replace("({", "({\n  auditLog,") };
    expect(plan(later).byHand).toEqual([expect.stringContaining('"auditLog" is a table')]);
  });

  it("leave the name of people to what a spread may bring", () => {
    expect(plan({ "schema.ts": schema("{ ...authTables }") }).tables.profiles).toBe("profiles");
  });
});

describe("routes and crons", () => {
  it.each([
    [
      "http.ts",
      "const router = httpRouter();\nexport default router;\n",
      "addClerkSyncRoutes(router);",
    ],
    ["crons.ts", "const jobs = cronJobs();\nexport default jobs;\n", "addClerkSyncCrons(jobs);"],
  ])("of %s are added to what is exported", (file, text, call) => {
    expect(edited(file, text)).toContain(`${call}\n\nexport default`);
  });

  it("are left to the developer where that has no name", () => {
    const { byHand } = plan({ "http.ts": "export default httpRouter();\n" });
    expect(byHand).toEqual([expect.stringContaining("call addClerkSyncRoutes(http);")]);
  });

  it("step aside where the app has a health check of its own", () => {
    const text = `const http = httpRouter();
http.route({ path: "/health", method: "GET", handler });
export default http;
`;
    expect(edited("http.ts", text)).toContain(`{ healthPath: "/clerk/health" }`);
  });

  it("are told of where the app answers at the webhook's path", () => {
    const text = `const http = httpRouter();
http.route({ path: "/clerk/webhook", method: "POST", handler });
export default http;
`;
    expect(plan({ "http.ts": text }).byHand).toEqual([expect.stringContaining("/clerk/webhook")]);
  });
});

describe("the component and the sign-in", () => {
  it("are added to a configuration that is there", () => {
    const text = "const app = defineApp();\napp.use(other);\nexport default app;\n";
    expect(edited("convex.config.ts", text)).toContain("app.use(rateLimiter);\n\nexport default");
  });

  it("are left to the developer where they have other names", () => {
    const text = `import limiter from "@convex-dev/rate-limiter/convex.config.js";
const app = defineApp();
app.use(limiter, { name: "mine" });
export default app;
`;
    expect(plan({ "convex.config.ts": text }).byHand).toEqual([
      expect.stringContaining("under its own name"),
    ]);
  });

  it("are never changed in auth.config.ts, only asked for", () => {
    const other = plan({ "auth.config.ts": "export default { providers: [] };\n" });
    expect(other.edits.map(({ path }) => path)).not.toContain("auth.config.ts");
    expect(other.byHand).toEqual([expect.stringContaining("CLERK_JWT_ISSUER_DOMAIN")]);
    const issuer = `{ domain: process.env.CLERK_JWT_ISSUER_DOMAIN, applicationID: "convex" }`;
    const text = `export default { providers: [${issuer}] };\n`;
    expect(plan({ "auth.config.ts": text }).byHand).toEqual([]);
  });
});

describe("any app", () => {
  it("may be written in JavaScript", () => {
    const { edits } = plan({ "schema.js": schema("{ a }") });
    expect(edits.map(({ path }) => path)).toContain("schema.js");
    expect(edits.map(({ path }) => path)).not.toContain("schema.ts");
  });

  it("may end its lines in another way, as version controls do", () => {
    const app = carriedOut({}, plan({}));
    const checkedOut = Object.entries(app).map(([path, text]) => [
      path,
      text.replaceAll("\n", "\r\n"),
    ]);
    const again = plan(Object.fromEntries(checkedOut) as Record<string, string>);
    expect(again).toMatchObject({ copies: [], edits: [], kept: [] });
  });

  it("is told what cannot be read, and the rest is done", () => {
    const { edits, byHand } = plan({ "http.ts": "const = ;" });
    expect(byHand).toEqual([expect.stringContaining("http.ts could not be read")]);
    expect(edits).toHaveLength(4);
  });

  it("has a hook of its own from the first time on", () => {
    const app = carriedOut(
      { "schema.ts": schema(`{ ${USERS} }`) },
      {
        ...plan({ "schema.ts": schema(`{ ${USERS} }`) }),
      },
    );
    const mine = { ...app, [`${FOLDER}/onProfileChanged.ts`]: "export const mine = true;\n" };
    expect(plan(mine)).toMatchObject({ copies: [], kept: [], byHand: [] });
  });
});
