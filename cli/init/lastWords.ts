import { siteUrlOf, type Project } from "../project";
import { FOLDER } from "./copy";
import type { Plan } from "./plan";

/** What the kit's functions import, and no app need have. */
export const BACKEND_PACKAGES = ["svix@^1.99.1", "@convex-dev/rate-limiter@^0.4.0"];

/** The events that the endpoint in Clerk has to send. */
const EVENTS = "user.created, user.updated and user.deleted";

/** What is left to do where init cannot reach, in the order in which to do it. */
export function lastWords(
  { ownHandler, tables, byHand }: Pick<Plan, "ownHandler" | "tables" | "byHand">,
  { dependencies, variables }: Project,
  { replacedHandler }: { replacedHandler: string | null },
): string[] {
  const site = siteUrlOf(variables) ?? "https://YOUR-DEPLOYMENT.convex.site";
  const missing = BACKEND_PACKAGES.filter((name) => !(nameOf(name) in dependencies));
  return [
    ...byHand,
    ...(isTooOld(dependencies.convex) ? ["Update: npm install convex@latest"] : []),
    ...(missing.length > 0 ? [`Install: npm install ${missing.join(" ")}`] : []),
    `Variables: npx convex env set NAME value, for CLERK_JWT_ISSUER_DOMAIN (https://….clerk.accounts.dev or your own domain), CLERK_SECRET_KEY (sk_…) and CLERK_WEBHOOK_SIGNING_SECRET (whsec_…, of the endpoint below${replacedHandler === null ? "" : "; CLERK_WEBHOOK_SECRET, if that is set, does as well"}).`,
    "Deploy: npx convex dev, which also renews convex/_generated.",
    endpoint(site, replacedHandler),
    ...(ownHandler === null ? [] : [ownHandlerStays(ownHandler, site)]),
    `JWT template: in Clerk, made from the Convex preset and named "convex", with one more claim: "role": "{{user.public_metadata.role}}".`,
    `First admin: in Clerk, give yourself the public metadata { "role": "admin" }.`,
    `First scan: npx convex env set RECONCILE_REPAIR on; within a quarter of an hour everybody who signed up before has a profile${tables.mapped === null ? "" : `, and their rows of "${tables.mapped}" are in step`}.`,
    `Then: npx clerk-convex-sync doctor. The kit's functions are yours now, in ${FOLDER}/; run init again to bring those up to date that you have not changed.`,
  ];
}

/** The rate limiter asks for 1.43. */
function isTooOld(convex: string | undefined): boolean {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(convex ?? "") ?? [];
  return major !== undefined && (Number(major) < 1 || (major === "1" && Number(minor) < 43));
}

function endpoint(site: string, replacedHandler: string | null): string {
  return replacedHandler === null
    ? `Webhook: in Clerk, an endpoint at ${site}/clerk/webhook with the events ${EVENTS}.`
    : `Webhook: your endpoint in Clerk stays at ${site}${replacedHandler}; see that it sends ${EVENTS}. Functions that only your handler called can go.`;
}

function ownHandlerStays(path: string, site: string): string {
  return `Your own handler at ${path} stays, and both may run. To end it, switch its endpoint in Clerk off and take the route out of http.ts; each endpoint has a secret of its own, and the kit needs that of ${site}/clerk/webhook. Or run init with --replace-handler, and the kit answers there.`;
}

/** A package's name without the version that is asked for. */
export function nameOf(pinned: string): string {
  return pinned.slice(0, pinned.lastIndexOf("@"));
}
