import { build, type Plugin } from "esbuild";

/** What a `convex.config` says of itself and of the components it uses. */
export interface ComponentDefinition {
  /** The name given to `defineComponent`; null for an app. */
  readonly name: string | null;
  readonly children: readonly ChildDefinition[];
}

export interface ChildDefinition {
  /** The name it is installed under. */
  readonly name: string;
  /** Its own `convex.config` file. */
  readonly configFile: string;
  /** Where its HTTP routes are mounted, with a slash at both ends. */
  readonly httpPrefix?: string;
}

/**
 * Evaluates a `convex.config` file. Convex's `use()` accepts only what its own bundler makes of a
 * child's config, so the file is bundled with each imported config replaced by such a stand-in.
 * Imports resolve from the importing file: a component gets its own version of its children.
 */
export async function readDefinition(configFile: string): Promise<ComponentDefinition> {
  const bundle = await build({
    entryPoints: [configFile],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    conditions: ["convex", "module"],
    logLevel: "silent",
    plugins: [childConfigStubs],
  });
  const code = bundle.outputFiles[0]?.contents ?? new Uint8Array();
  const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
  const { default: definition } = (await import(/* @vite-ignore */ url)) as {
    default: RuntimeDefinition;
  };
  if (typeof definition?.export !== "function") {
    throw new Error(`${configFile} does not export an app or a component by default.`);
  }
  return toDefinition(definition.export());
}

/** The part of Convex's runtime definitions that its own deployment reads. */
interface RuntimeDefinition {
  export(): {
    readonly name?: string;
    readonly childComponents: readonly { readonly name: string; readonly path: string }[];
    readonly httpMounts: Readonly<Record<string, string>>;
  };
}

function toDefinition(analysis: ReturnType<RuntimeDefinition["export"]>): ComponentDefinition {
  const prefixes = new Map(
    Object.entries(analysis.httpMounts).map(([prefix, reference]) => [reference, prefix]),
  );
  return {
    name: analysis.name ?? null,
    children: analysis.childComponents.map(({ name, path }) => {
      const httpPrefix = prefixes.get(`_reference/childComponent/${name}`);
      return { name, configFile: path, ...(httpPrefix === undefined ? {} : { httpPrefix }) };
    }),
  };
}

const RESOLVING = Symbol("resolving");

const childConfigStubs: Plugin = {
  name: "convex-child-configs",
  setup(bundler) {
    bundler.onResolve({ filter: /convex\.config(\.[jt]s)?$/ }, async (args) => {
      // An entry point is the config being read; the mark ends the round trip below.
      if (args.kind === "entry-point" || args.pluginData === RESOLVING) return undefined;
      const { path: specifier, ...from } = args;
      const { path, errors } = await bundler.resolve(specifier, { ...from, pluginData: RESOLVING });
      return errors.length > 0 ? { errors } : { path, namespace: "child-config" };
    });
    bundler.onLoad({ filter: /.*/, namespace: "child-config" }, async ({ path }) => {
      const { name } = await readDefinition(path);
      const standIn = { componentDefinitionPath: path, defaultName: name };
      return { contents: `export default ${JSON.stringify(standIn)}` };
    });
  },
};
