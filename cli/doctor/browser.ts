import { siteUrlOf, type Project } from "../project";
import { fault, notice, ok, type Check } from "./check";

const NAME = "app";
/** What the app's bundler hands to the browser, by the prefix that it asks for. */
const PREFIXES = ["VITE_", "NEXT_PUBLIC_", ""];

/** The variables of the app itself. */
export function checkBrowser({ variables }: Project, site: string): Check[] {
  const read = (name: string) =>
    PREFIXES.map((prefix) => variables[prefix + name]).find((value) => value) ?? null;
  const key = read("CLERK_PUBLISHABLE_KEY");
  const url = read("CONVEX_URL");
  const missing = [
    ...(key === null ? ["VITE_CLERK_PUBLISHABLE_KEY"] : []),
    ...(url === null ? ["VITE_CONVEX_URL"] : []),
  ];
  if (missing.length > 0) {
    const cure = "Put them into .env.local (in Next.js with the prefix NEXT_PUBLIC_).";
    return [fault(NAME, `Not set for the app: ${missing.join(", ")}.`, cure)];
  }
  if (key !== null && !isPublishableKey(key)) {
    const cure = "Copy it from Clerk's dashboard, under API keys; it begins with pk_.";
    return [fault(NAME, "The app's key is no publishable key of Clerk's.", cure)];
  }
  const own = siteUrlOf(variables);
  if (own !== null && own !== site) {
    return [notice(NAME, `With the variables here the app uses another deployment, ${own}.`)];
  }
  return [ok(NAME, "The app has the variables that it needs.")];
}

/** `pk_test_` or `pk_live_`, and the base64 of a host name that ends in "$". */
function isPublishableKey(key: string): boolean {
  const host = /^pk_(?:test|live)_(.+)$/.exec(key)?.[1];
  return host !== undefined && /^[^$\s]+\.[^$\s]+\$$/.test(decode(host));
}

function decode(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}
