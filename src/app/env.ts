const NAMES = ["VITE_CLERK_PUBLISHABLE_KEY", "VITE_CONVEX_URL"] as const;

/** What the app needs to know from outside; a production build carries the values in it. */
export type Env = Record<(typeof NAMES)[number], string>;

export type EnvResult = { ok: true; env: Env } | { ok: false; missing: string[] };

/**
 * Reads the variables, or names every one that is missing. Clerk stays silent for ever when its key
 * is empty, so an empty value counts as missing.
 */
export function readEnv(source: Readonly<Record<string, unknown>>): EnvResult {
  const env: Partial<Env> = {};
  const missing: string[] = [];
  for (const name of NAMES) {
    const value = source[name];
    if (typeof value === "string" && value.trim() !== "") env[name] = value.trim();
    else missing.push(name);
  }
  return isComplete(env) ? { ok: true, env } : { ok: false, missing };
}

function isComplete(env: Partial<Env>): env is Env {
  return NAMES.every((name) => env[name] !== undefined);
}
