import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { createServer, type ViteDevServer } from "vite";
import { LOOPBACK } from "./ports";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export interface AppServerOptions {
  readonly port: number;
  /** Where `/__clerk` leads. */
  readonly clerkUrl: string;
  /** What the page may know; names begin with `VITE_`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Serves the app through the sandbox's own door (docs/decisions/002), with live reload. */
export async function startAppServer(options: AppServerOptions): Promise<ViteDevServer> {
  const define = Object.entries(options.variables).map(
    ([name, value]) => [`import.meta.env.${name}`, JSON.stringify(value)] as const,
  );
  const server = await createServer({
    configFile: false,
    root: `${repository}sandbox/app`,
    cacheDir: `${repository}node_modules/.vite/sandbox-${options.port}`,
    // Variables of a real deployment that lie about in .env files are not for the sandbox.
    envDir: false,
    define: Object.fromEntries(define),
    plugins: [react()],
    logLevel: "warn",
    clearScreen: false,
    server: {
      host: LOOPBACK,
      port: options.port,
      strictPort: true,
      fs: { allow: [repository] },
      proxy: {
        "/__clerk": { target: options.clerkUrl, changeOrigin: true },
      },
    },
  });
  return await server.listen();
}
