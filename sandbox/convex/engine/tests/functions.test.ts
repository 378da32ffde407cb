import {
  actionGeneric,
  defineSchema,
  defineTable,
  httpActionGeneric,
  httpRouter,
  internalMutationGeneric,
  makeFunctionReference,
  mutationGeneric,
  queryGeneric,
} from "convex/server";
import { ConvexError, v } from "convex/values";
import type { Value } from "convex/values";
import { describe, expect, test, vi } from "vitest";
import { component, start, STORES } from "./harness";
import type { ComponentModules } from "../../types";

type MutationReference = ReturnType<typeof makeFunctionReference<"mutation">>;

const child = (name: string) =>
  ({
    [Symbol.for("toReferencePath")]: `_reference/childComponent/${name}`,
  }) as unknown as MutationReference;

const functions = {
  hello: queryGeneric({
    args: { name: v.string() },
    returns: v.string(),
    handler: (_ctx, { name }) => `Hello, ${name}`,
  }),
  lies: queryGeneric({ returns: v.string(), handler: () => 5 as unknown as string }),
  secret: internalMutationGeneric(() => "secret"),
  logs: queryGeneric(() => {
    console.log("one", 2, { three: [3n] });
    console.warn("careful");
    return null;
  }),
  fetches: mutationGeneric(async () => {
    await fetch("http://127.0.0.1:1/");
  }),
  sleeps: queryGeneric(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }),
  fetchesInAction: actionGeneric(async () => (await fetch("http://anywhere.test/")).text()),
  addresses: queryGeneric(() => [process.env["CONVEX_CLOUD_URL"], process.env["CONVEX_SITE_URL"]]),
  reads: queryGeneric((ctx) => ctx.db.query("notes").collect()),
  throwsData: mutationGeneric(() => {
    throw new ConvexError({ code: "taken", field: "username" });
  }),
  catches: actionGeneric(async (ctx) => {
    const reference = makeFunctionReference<"mutation">("functions:throwsData");
    return (ctx.runMutation(reference, {}) as Promise<Value>).catch((error: unknown) => {
      return error instanceof ConvexError ? (error.data as Value) : "something else";
    });
  }),
  callsChild: mutationGeneric(async (ctx) => {
    return ctx.runMutation(child("mail/lib/send"), { to: "ada" }) as Promise<Value>;
  }),
};

const schema = defineSchema({ notes: defineTable({}) });
const app = component({ schema: { default: schema }, functions });
const call = { caller: { identity: null }, args: {} };

describe("a client", () => {
  test("calls public functions by all spellings of their paths", async () => {
    const { engine } = await start(component({ functions, one: { default: functions.hello } }));
    for (const path of ["functions:hello", "functions.js:hello", "one", "one:default"]) {
      const { result } = await engine.query({ ...call, path, args: { name: "Ada" } });
      expect(result).toEqual({ ok: true, value: "Hello, Ada" });
    }
  });

  test("cannot tell internal functions from ones that do not exist", async () => {
    const { engine } = await start(app);
    for (const path of ["functions:secret", "functions:nothing", "nowhere:nothing"]) {
      const { result } = await engine.mutation({ ...call, path });
      expect(result).toEqual({
        ok: false,
        errorMessage: `Could not find public function for '${path}'. Did you forget to run \`npx convex dev\` or \`npx convex deploy\`?`,
      });
    }
    const admin = { identity: null, admin: true };
    const { result } = await engine.mutation({ ...call, path: "functions:secret", caller: admin });
    expect(result).toEqual({ ok: true, value: "secret" });
  });

  test("is told that a function is of another kind", async () => {
    const { engine } = await start(app);
    const { result } = await engine.mutation({ ...call, path: "functions:logs" });
    expect(result).toMatchObject({
      errorMessage: "Trying to execute functions.js:logs as Mutation, but it is defined as Query.",
    });
  });

  test("is told what is wrong with its arguments", async () => {
    const { query } = await start(app);
    await expect(query("functions:hello", { name: 5 })).rejects.toThrow(
      "ArgumentValidationError: Value does not match validator.\nPath: .name\nValue: 5.0\nValidator: v.string()",
    );
    await expect(query("functions:lies")).rejects.toThrow(
      "ReturnsValidationError: Value does not match validator.",
    );
  });
});

test("console output becomes log lines", async () => {
  const onLog = vi.fn();
  const { engine } = await start(app, { onLog });
  const { logLines } = await engine.query({ ...call, path: "functions:logs" });
  expect(logLines).toEqual([`[LOG] 'one' 2 {"three":["3n"]}`, "[WARN] 'careful'"]);
  expect(onLog).toHaveBeenCalledWith({ path: "functions:logs", text: "[WARN] 'careful'" });
});

test("queries and mutations may neither fetch nor wait", async () => {
  const { mutation, query } = await start(app);
  await expect(mutation("functions:fetches")).rejects.toThrow(
    "Can't use fetch() in queries and mutations. Please consider using an action.",
  );
  await expect(query("functions:sleeps")).rejects.toThrow(
    "Can't use setTimeout in queries and mutations. Please consider using an action.",
  );
});

test("actions fetch with what the engine was given, and each engine knows its addresses", async () => {
  const fetch = vi.fn(() => Promise.resolve(new Response("fetched")));
  const one = await start(app, { fetch, cloudUrl: "http://one", siteUrl: "http://one.site" });
  const two = await start(app, { cloudUrl: "http://two", siteUrl: "http://two.site" });
  expect(await one.action("functions:fetchesInAction")).toBe("fetched");
  expect(await one.query("functions:addresses")).toEqual(["http://one", "http://one.site"]);
  expect(await two.query("functions:addresses")).toEqual(["http://two", "http://two.site"]);
});

// LMDB's reads and module loaders set timers of their own: those are not the function's.
test.each(STORES)(
  "what the engine does for a function is not banned, on %s",
  async (_n, makeStore) => {
    const late: ComponentModules = {
      ...app,
      modules: {
        ...app.modules,
        late: async () => {
          await new Promise((resolve) => setTimeout(resolve, 0));
          return { hello: functions.hello };
        },
        caller: () =>
          Promise.resolve({
            call: queryGeneric((ctx) =>
              ctx.runQuery(makeFunctionReference<"query">("late:hello"), { name: "Ada" }),
            ),
          }),
      },
    };
    const { query } = await start(late, { store: makeStore() });
    expect(await query("caller:call")).toBe("Hello, Ada");
    expect(await query("functions:reads")).toEqual([]);
  },
);

test("an action catches the data of an error", async () => {
  const { action } = await start(app);
  expect(await action("functions:catches")).toEqual({ code: "taken", field: "username" });
});

describe("a component", () => {
  const mail = () => {
    const http = httpRouter();
    http.route({
      pathPrefix: "/hooks/",
      method: "POST",
      handler: httpActionGeneric(async (ctx, request) => {
        const { pathname } = new URL(request.url);
        const sent = makeFunctionReference<"query">("lib:sent");
        return Response.json({ pathname, sent: await ctx.runQuery(sent, {}) });
      }),
    });
    const lib = {
      send: mutationGeneric(async (ctx, { to }: { to: string }) => {
        await ctx.db.insert("notes", { to });
        const { componentPath } = await ctx.meta.getFunctionMetadata();
        return { componentPath, identity: await ctx.auth.getUserIdentity() };
      }),
      sent: queryGeneric(async (ctx) => (await ctx.db.query("notes").collect()).length),
    };
    return { ...component({ lib, http: { default: http } }), httpPrefix: "/mail/" };
  };

  test("has its own tables, and does not know who is signed in", async () => {
    const backend = await start(
      component({ schema: { default: schema }, functions }, { mail: mail() }),
    );
    const identity = { subject: "u", issuer: "i", tokenIdentifier: "i|u" };
    expect(await backend.as(identity).mutation("functions:callsChild")).toEqual({
      componentPath: "mail",
      identity: null,
    });
    expect(await backend.query("functions:reads")).toEqual([]);
  });

  test("answers below the path that it is mounted at", async () => {
    const { engine, mutation } = await start(component({ functions }, { mail: mail() }));
    await mutation("functions:callsChild");
    const send = (path: string) =>
      engine.httpAction(new Request(`http://127.0.0.1${path}`, { method: "POST" }), {
        identity: null,
      });
    const response = await send("/mail/hooks/bounce");
    expect(await response.json()).toEqual({ pathname: "/mail/hooks/bounce", sent: 1 });
    expect((await send("/hooks/bounce")).status).toBe(404);
  });
});
