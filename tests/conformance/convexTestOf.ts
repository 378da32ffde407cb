import { convexTest, type TestConvex } from "convex-test";
import type { GenericSchema, SchemaDefinition } from "convex/server";
import type { ComponentModules, ModuleExports } from "../../sandbox/convex/types";

/** Any app's schema. */
export type AnySchema = SchemaDefinition<GenericSchema, boolean>;

/** convex-test with an app and all of its components, nested ones included. */
export async function convexTestOf(app: ComponentModules): Promise<TestConvex<AnySchema>> {
  const t = convexTest({ schema: await schemaOf(app), modules: globbed(app) });
  await registerComponents(t, app.children, "");
  return t;
}

async function registerComponents(
  t: TestConvex<AnySchema>,
  children: ComponentModules["children"],
  parent: string,
): Promise<void> {
  for (const [name, child] of Object.entries(children)) {
    t.registerComponent(`${parent}${name}`, await schemaOf(child), globbed(child));
    await registerComponents(t, child.children, `${parent}${name}/`);
  }
}

async function schemaOf(component: ComponentModules): Promise<AnySchema> {
  return (await component.modules.schema?.())?.default as AnySchema;
}

/** The modules as `import.meta.glob` would give them; `_generated` marks where they start. */
function globbed(component: ComponentModules): Record<string, () => Promise<ModuleExports>> {
  const modules = Object.entries(component.modules).map(([path, load]) => [`./${path}.ts`, load]);
  return { "./_generated/api.ts": async () => ({}), ...Object.fromEntries(modules) };
}
