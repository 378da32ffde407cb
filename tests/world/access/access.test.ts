import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import http from "../../../convex/http";
import { createPageHost, type PageHost } from "../../../sandbox/convex/hosts/page";
import type { World } from "../../../sandbox/world/world";
import { asAdmin, openMemoryWorld } from "../support/memoryWorld";
import { convexToken, falseTokens, type FalseTokens, type Member } from "./callers";
import { known } from "./known";
import { FUNCTIONS, NEEDS, ROUTES, type Known, type Need } from "./table";

/** Who may do what: every function and route, asked by everybody over HTTP with real tokens. */

const modules = import.meta.glob<Record<string, unknown>>(
  ["../../../convex/*.ts", "!**/*.config.ts"],
  { eager: true },
);

interface ConvexFunction {
  readonly isPublic?: boolean;
  readonly isMutation?: boolean;
  readonly isAction?: boolean;
}

const functions = Object.entries(modules).flatMap(([file, exports]) =>
  Object.entries(exports)
    .filter((entry): entry is [string, ConvexFunction] => isConvexFunction(entry[1]))
    .map(([name, fn]) => [`${file.replace(/^.*\/|\.ts$/g, "")}:${name}`, fn] as const),
);
const publicOnes = functions.filter(([, fn]) => fn.isPublic);
const internalOnes = functions.filter(([, fn]) => !fn.isPublic);

/** How far each caller gets. */
const CALLERS: Readonly<Record<"nobody" | Member, Need>> = {
  nobody: "nothing",
  person: "sign_in",
  support: "support",
  admin: "admin",
};

let world: World;
let host: PageHost;
let tokens: Readonly<Record<keyof typeof CALLERS, string | null>>;
let lies: FalseTokens;
let theirs: Known;

beforeAll(async () => {
  world = await openMemoryWorld();
  host = createPageHost(world.engine, {
    cloudUrl: world.addresses.convex,
    siteUrl: world.addresses.convexSite,
  });
  const people = await known(world);
  theirs = people.theirs;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 3_600_000 });
  const expired = await convexToken(world, people.admin);
  vi.useRealTimers();
  tokens = {
    nobody: null,
    person: await convexToken(world, people.person),
    support: await convexToken(world, people.support),
    admin: await convexToken(world, people.admin),
  };
  lies = await falseTokens(world, { ...people, expired });
});

afterAll(async () => {
  host.close();
  await world.engine.close();
  vi.unstubAllGlobals();
});

describe("the table of functions", () => {
  it("has a line for each public one, and no other", () => {
    expect(publicOnes.map(([name]) => name).sort()).toEqual(Object.keys(FUNCTIONS).sort());
  });

  it("has a line for each route, and no other", () => {
    const routes = http.getRoutes().map(([path, method]) => `${method} ${path}`);
    expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
  });
});

describe.each(publicOnes)("%s", (name, fn) => {
  const { needs, args = () => ({}) } = FUNCTIONS[name] ?? { needs: "admin" };

  it.each(Object.entries(CALLERS))(`lets in, or keeps out, %s`, async (who, reach) => {
    const answer = await call(name, fn, args(theirs), tokens[who as Member]);
    const mayEnter = NEEDS.indexOf(reach) >= NEEDS.indexOf(needs);
    if (mayEnter) expect(["not_signed_in", "not_permitted"]).not.toContain(answer.code);
    else expect(answer.code).toBe(who === "nobody" ? "not_signed_in" : "not_permitted");
    // Arguments that the validators refuse would show nothing about who may enter.
    expect(answer.text).not.toMatch(/ArgumentValidationError|Server Error/);
  });

  it("believes no token but Clerk's own, made for Convex and good now", async () => {
    for (const [lie, token] of Object.entries(lies)) {
      const answer = await call(name, fn, args(theirs), token);
      expect([lie, answer.status]).toEqual([lie, 401]);
    }
  });
});

it.each(internalOnes)("%s is out of everybody's reach", async (name, fn) => {
  for (const token of Object.values(tokens)) {
    const answer = await call(name, fn, {}, token);
    expect(answer.text).toContain("Could not find public function");
  }
});

describe("somebody who is signed in", () => {
  it("cannot report on another person's save", async () => {
    const before = await otherPerson();
    const report = {
      operation_id: theirs.operation_id,
      clerk: { status: "refused", code: "x", message: "x", field: null },
    };
    const answer = await call(
      "users:settleProfileWrite",
      { isMutation: true },
      report,
      tokens.person,
    );
    expect(answer.code).toBe("unknown_operation");
    expect(await otherPerson()).toEqual(before);
  });

  it("cannot save under the id of another person's save", async () => {
    const before = await otherPerson();
    const save = { operation_id: theirs.operation_id, changes: { first_name: "Mallory" } };
    await call("users:updateProfile", { isMutation: true }, save, tokens.person);
    expect(await otherPerson()).toEqual(before);
  });

  it("reads their own row and nobody else's", async () => {
    const own = await call("users:current", {}, {}, tokens.person);
    expect(own.text).toContain("person@example.com");
    expect(own.text).not.toContain("somebody_else");
  });

  it("cannot name a person of whom they would be told, or on whom they would act", async () => {
    for (const [name, fn] of publicOnes.filter(([name]) => FUNCTIONS[name]?.needs === "sign_in")) {
      const args = { ...FUNCTIONS[name]?.args?.(theirs), externalId: theirs.externalId };
      const answer = await call(name, fn, args, tokens.person);
      expect(answer.text).toContain("ArgumentValidationError");
    }
  });
});

describe.each(Object.entries(ROUTES))("%s", (route, status) => {
  it(`answers ${status}, whoever asks`, async () => {
    const [method, path] = route.split(" ");
    const answers = new Set<string>();
    for (const token of [...Object.values(tokens)]) {
      const response = await host.fetch(`${world.addresses.convexSite}${path}`, {
        method,
        headers: bearer(token),
      });
      expect(response.status).toBe(status);
      answers.add((await response.text()).replace(/\d+/g, "N"));
    }
    expect(answers.size).toBe(1);
  });
});

/** The other person as staff see them: row, saves, events. */
async function otherPerson() {
  return await asAdmin(world, api.dashboard.getUser, { externalId: theirs.externalId });
}

function isConvexFunction(value: unknown): value is ConvexFunction {
  return typeof value === "function" && "exportArgs" in value && "exportReturns" in value;
}

function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly text: string;
}

/** Calls a function as any program on the internet could. */
async function call(
  path: string,
  fn: ConvexFunction,
  args: Record<string, unknown>,
  token: string | null,
): Promise<Answer> {
  const kind = fn.isMutation ? "mutation" : fn.isAction ? "action" : "query";
  const response = await host.fetch(`${world.addresses.convex}/api/${kind}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...bearer(token) },
    body: JSON.stringify({ path, args, format: "json" }),
  });
  const text = await response.text();
  const { errorData } = JSON.parse(text) as { errorData?: { code?: string } };
  return { status: response.status, code: errorData?.code ?? null, text };
}
