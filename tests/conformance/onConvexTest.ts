import { convexTest, type TestConvex } from "convex-test";
import {
  makeFunctionReference,
  type FunctionType,
  type GenericSchema,
  type SchemaDefinition,
  type UserIdentity,
} from "convex/server";
import type { Value } from "convex/values";
import { vi } from "vitest";
import type { ComponentModules, ModuleExports } from "../../sandbox/convex/types";
import schema from "./app/schema";
import { callerFrom, completeIdentity, type Caller, type Implementation } from "./deployment";
import { fixtureApp } from "./fixture";
import { globalsOf } from "./globals";

type AnySchema = SchemaDefinition<GenericSchema, boolean>;

/** Convex's own in-memory implementation. */
export const onConvexTest: Implementation = {
  name: "convex-test",
  async deploy() {
    const app = await fixtureApp();
    const globals = globalsOf("convex-test");
    const t = await globals.within(async () => {
      const t = convexTest({ schema, modules: globbed(app) });
      await registerComponents(t, app.children);
      return t;
    });

    const callerOf = (accessor: Pick<typeof t, FunctionType>): Caller =>
      callerFrom((type, path, args) => globals.within(() => call(accessor, type, path, args)));
    const anyone = callerOf(t);
    return {
      ...anyone,
      // It has no notion of who may call internal functions: see the intended differences.
      admin: anyone,
      withIdentity: (identity: Partial<UserIdentity>) =>
        callerOf(t.withIdentity(completeIdentity(identity))),
      fetch: (path, init) => globals.within(() => t.fetch(path, init)),
      advance: (ms) =>
        globals.within(async () => {
          await vi.advanceTimersByTimeAsync(ms);
          await t.finishAllScheduledFunctions(() => vi.advanceTimersByTime(0));
        }),
      close: async () => {},
    };
  },
};

function call(
  accessor: Pick<TestConvex<typeof schema>, FunctionType>,
  type: FunctionType,
  path: string,
  args: Record<string, Value>,
): Promise<unknown> {
  switch (type) {
    case "query":
      return accessor.query(makeFunctionReference<"query">(path), args);
    case "mutation":
      return accessor.mutation(makeFunctionReference<"mutation">(path), args);
    case "action":
      return accessor.action(makeFunctionReference<"action">(path), args);
  }
}

async function registerComponents(
  t: TestConvex<typeof schema>,
  children: ComponentModules["children"],
  parent = "",
): Promise<void> {
  for (const [name, child] of Object.entries(children)) {
    const { default: childSchema } = (await child.modules.schema?.()) ?? {};
    t.registerComponent(`${parent}${name}`, childSchema as AnySchema, globbed(child));
    await registerComponents(t, child.children, `${parent}${name}/`);
  }
}

/** The modules as `import.meta.glob` would give them; `_generated` marks where they start. */
function globbed(component: ComponentModules): Record<string, () => Promise<ModuleExports>> {
  const modules = Object.entries(component.modules).map(([path, load]) => [`./${path}.ts`, load]);
  return { "./_generated/api.ts": async () => ({}), ...Object.fromEntries(modules) };
}
