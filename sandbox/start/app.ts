import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { createServer, type Plugin, type ViteDevServer } from "vite";
import manifest from "../../package.json" with { type: "json" };
import { contentSecurity } from "../../src/app/contentSecurity";
import type { ClerkSandbox } from "../clerk";
import { clerkListener } from "../clerk/node";
import { LOOPBACK } from "../world/ports";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export interface AppServerOptions {
  readonly port: number;
  /** Where Vite keeps the packages that it has prepared: of this sandbox alone, and gone with it. */
  readonly cacheDir: string;
  /** What answers at `/__clerk`: in the page's own origin, as clerk-js wants its proxy. */
  readonly clerk: Pick<ClerkSandbox, "handle">;
  /** What the page may know. */
  readonly variables: Readonly<Record<"VITE_CLERK_PUBLISHABLE_KEY" | "VITE_CONVEX_URL", string>>;
  /** Where the stand-in for Clerk shows people's pictures. */
  readonly pictures: string;
}

/** Serves the app through the sandbox's own door (docs/decisions/002), with live reload. */
export async function startAppServer(options: AppServerOptions): Promise<ViteDevServer> {
  const define = Object.entries(options.variables).map(
    ([name, value]) => [`import.meta.env.${name}`, JSON.stringify(value)] as const,
  );
  const server = await createServer({
    configFile: false,
    root: `${repository}sandbox/app`,
    cacheDir: options.cacheDir,
    // Variables of a real deployment that lie about in .env files are not for the sandbox.
    envDir: false,
    define: Object.fromEntries(define),
    // The scan does not follow a name that package.json explains; found only while the first page
    // loads, it would make that page load twice.
    optimizeDeps: { include: [manifest.imports["#clerk-js"]] },
    plugins: [
      react(),
      clerkAt(options.clerk),
      // What the production page has, but for live reload, which puts a script into the page.
      contentSecurity({
        convexUrl: options.variables.VITE_CONVEX_URL,
        pictures: [options.pictures],
        nonce: randomBytes(16).toString("base64"),
      }),
    ],
    logLevel: "warn",
    clearScreen: false,
    server: {
      host: LOOPBACK,
      port: options.port,
      strictPort: true,
      fs: { allow: [repository, options.cacheDir] },
    },
  });
  return await server.listen();
}

/** No proxy in between: it would turn a network that fails on purpose into a plain error page. */
function clerkAt(clerk: Pick<ClerkSandbox, "handle">): Plugin {
  return {
    name: "clerk-stand-in",
    configureServer(server) {
      server.middlewares.use("/__clerk", clerkListener(clerk));
    },
  };
}
