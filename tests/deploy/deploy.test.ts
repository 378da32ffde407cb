import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Webhook } from "svix/dist/webhook";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { describeMissing, readEnv } from "../../convex/env";
import schema from "../../convex/schema";
import { bundleAsScript, bundleForConvex, convexDir, entryPoints } from "./bundle";
import { runAsConvex } from "./convexRuntime";

/** As much of `npx convex deploy` as can be checked with no account. */

/** An identifier as Convex takes it, for tables, indexes, fields and functions. */
const IDENTIFIER = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/;
/** Convex's limits; see its documentation, "Limits". */
const MAX_INDEXES = 32;
const MAX_INDEX_FIELDS = 16;
const MAX_SEARCH_INDEXES = 4;
const MAX_TABLES = 10_000;
const MAX_FIELDS = 1_024;
const MAX_MODULE_BYTES = 32 * 1024 * 1024;

describe("the functions", () => {
  let bundle: Awaited<ReturnType<typeof bundleForConvex>>;
  beforeAll(async () => {
    bundle = await bundleForConvex();
  });

  it("bundle as Convex's own command bundles them, without a warning", () => {
    expect(bundle.errors).toEqual([]);
    expect(bundle.warnings).toEqual([]);
  });

  it("need nothing of Node's, and no module asks for Node", () => {
    const imports = Object.values(bundle.metafile.outputs).flatMap((output) => output.imports);
    expect(imports.filter(({ external }) => external)).toEqual([]);
    for (const file of entryPoints()) {
      expect(readFileSync(join(convexDir, file), "utf8")).not.toContain("use node");
    }
  });

  it("are small enough to be sent", () => {
    const bytes = bundle.outputFiles.reduce((sum, { contents }) => sum + contents.byteLength, 0);
    expect(bytes).toBeLessThan(MAX_MODULE_BYTES);
  });

  it.each(entryPoints())("of %s load where there is nothing but Convex's globals", async (file) => {
    const exported = runAsConvex(await bundleAsScript(file));
    for (const name of Object.keys(exported)) expect(name).toMatch(IDENTIFIER);
  });

  it("would not load there if they used anything of Node's", () => {
    for (const name of ["Buffer", "require", "process.version.length", "setImmediate"]) {
      expect(() => runAsConvex(`var exported = {}; void ${name}.x;`), name).toThrow();
    }
  });

  it("check a signature where there is nothing of Node's", async () => {
    const { verifyDelivery } = runAsConvex(await bundleAsScript("lib/svix.ts")) as {
      verifyDelivery(body: string, headers: Headers, secrets: string[]): unknown;
    };
    const secret = `whsec_${btoa("a secret of this test alone")}`;
    const body = JSON.stringify({ type: "user.created" });
    const signature = new Webhook(secret).sign("msg_1", new Date(), body);
    const headers = new Headers({
      "svix-id": "msg_1",
      "svix-timestamp": String(Math.floor(Date.now() / 1000)),
      "svix-signature": signature,
    });
    expect(verifyDelivery(body, headers, [secret])).toMatchObject({ svix_id: "msg_1" });
    expect(verifyDelivery(`${body} `, headers, [secret])).toBeNull();
  });
});

describe("the schema", () => {
  const tables = Object.entries(schema.tables).map(([name, table]) => ({
    name,
    ...(table as unknown as { export(): ExportedTable }).export(),
  }));

  it("keeps to Convex's names", () => {
    for (const { name, indexes, searchIndexes } of tables) {
      expect(name).toMatch(IDENTIFIER);
      for (const { indexDescriptor } of [...indexes, ...searchIndexes]) {
        expect(indexDescriptor).toMatch(IDENTIFIER);
        expect(["by_id", "by_creation_time"]).not.toContain(indexDescriptor);
      }
    }
  });

  it("keeps to Convex's limits on indexes", () => {
    for (const { name, indexes, searchIndexes } of tables) {
      expect(indexes.length + searchIndexes.length, name).toBeLessThanOrEqual(MAX_INDEXES);
      expect(searchIndexes.length, name).toBeLessThanOrEqual(MAX_SEARCH_INDEXES);
      for (const { fields } of indexes) expect(fields.length).toBeLessThanOrEqual(MAX_INDEX_FIELDS);
      for (const { filterFields } of searchIndexes) {
        expect(filterFields.length).toBeLessThanOrEqual(MAX_INDEX_FIELDS);
      }
    }
  });

  it("keeps to Convex's limits on tables and fields", () => {
    expect(tables.length).toBeLessThanOrEqual(MAX_TABLES);
    for (const [name, { validator }] of Object.entries(schema.tables)) {
      const fields = Object.keys((validator as unknown as { fields: object }).fields);
      expect(fields.length, name).toBeLessThanOrEqual(MAX_FIELDS);
      // A leading underscore is Convex's own.
      for (const field of fields) expect(field, name).toMatch(IDENTIFIER);
    }
  });

  it("has no index twice", () => {
    for (const { name, indexes } of tables) {
      for (const index of indexes) {
        const { indexDescriptor, fields } = index;
        const same = indexes.filter(
          (other) => other !== index && isDeepStrictEqual(other.fields, fields),
        );
        expect(same, `${name}.${indexDescriptor}`).toEqual([]);
      }
    }
  });
});

describe("the variables", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("are read in one place", () => {
    const readers = entryPoints().filter((file) =>
      readFileSync(join(convexDir, file), "utf8").includes("process.env"),
    );
    expect(readers).toEqual(["env.ts"]);
  });

  it("are all told of in the README", () => {
    const read = (file: string) => readFileSync(join(convexDir, file), "utf8");
    const names = [
      ...[...read("env.ts").matchAll(/\bread\("(\w+)"\)/g)].map(([, name]) => name),
      ...[...read("auth.config.ts").matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name),
    ];
    expect(names).toContain("CLERK_SECRET_KEY");
    // Another name of CLERK_WEBHOOK_SIGNING_SECRET, for those who come from Convex's documentation.
    const told = names.filter((name) => name !== "CLERK_WEBHOOK_SECRET");
    const readme = read("../README.md");
    expect(told.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it("that tokens are checked by are read where there is nothing but Convex's globals", async () => {
    vi.stubEnv("CLERK_JWT_ISSUER_DOMAIN", "https://clerk.example.com");
    const exported = runAsConvex(await bundleAsScript("auth.config.ts"));
    expect(exported.default).toMatchObject({ providers: [{ applicationID: "convex" }] });
  });

  it("that are missing are all named in one message", () => {
    for (const name of ["CLERK_JWT_ISSUER_DOMAIN", "CLERK_SECRET_KEY"]) vi.stubEnv(name, "");
    vi.stubEnv("CLERK_WEBHOOK_SIGNING_SECRET", " ");
    vi.stubEnv("CLERK_WEBHOOK_SECRET", undefined);
    expect(describeMissing(readEnv().missing)).toContain(
      "CLERK_JWT_ISSUER_DOMAIN, CLERK_SECRET_KEY, CLERK_WEBHOOK_SIGNING_SECRET",
    );
  });
});

interface ExportedTable {
  readonly indexes: readonly {
    readonly indexDescriptor: string;
    readonly fields: readonly string[];
  }[];
  readonly searchIndexes: readonly {
    readonly indexDescriptor: string;
    readonly filterFields: readonly string[];
  }[];
}
