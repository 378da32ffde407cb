import { randomUUID } from "node:crypto";
import { Webhook } from "svix/dist/webhook";
import { z } from "zod";
import { fault, notice, ok, skipped, type Check } from "./check";
import { request } from "./request";

/** What a deployment answers at `GET /health`; see routes.ts in the kit. */
const healthShape = z.object({
  status: z.enum(["ok", "degraded", "not_configured"]),
  missing_variables: z.array(z.string()).default([]),
  last_event_age_ms: z.number().nullable(),
  last_scan_age_ms: z.number().nullable(),
  dead_events: z.boolean(),
});

type Health = z.infer<typeof healthShape>;

/** See PROBE in routes.ts of the kit. */
const PROBE = JSON.stringify({ type: "clerkSync.probe", data: {} });

export interface Deployment {
  /** Where its HTTP actions are, without a slash at the end. */
  readonly site: string;
  readonly webhookPath: string;
  readonly healthPath: string;
  /** What Clerk signs with, as far as the developer tells. */
  readonly signingSecret: string | null;
}

/**
 * Asks a deployment how it is, and whether Clerk's events would be taken in. Leaves no event behind:
 * what is not signed is only counted among the refused deliveries, and the probe is not stored.
 */
export async function checkDeployment(deployment: Deployment): Promise<Check[]> {
  const { site, healthPath } = deployment;
  const answered = await readHealth(site + healthPath);
  if (answered === "unreachable") {
    const cure = `Look whether the address is right and the deployment runs; its address is in .env.local.`;
    return [fault("deployment", `${site} does not answer.`, cure)];
  }
  const checks = await checkWebhook(deployment);
  if (answered === "not_there") {
    const cure = `Call addClerkSyncRoutes(http) in convex/http.ts and deploy.`;
    return [fault("health", `${site}${healthPath} is not the kit's.`, cure), ...checks];
  }
  return [...checkHealth(answered), ...checks, ...checkLife(answered, deployment)];
}

async function readHealth(url: string): Promise<Health | "unreachable" | "not_there"> {
  const answer = await request(url);
  if (answer === null) return "unreachable";
  return healthShape.safeParse(answer.json).data ?? "not_there";
}

function checkHealth({ status, missing_variables: missing }: Health): Check[] {
  if (missing.length === 0) {
    return [ok("variables", "The deployment has all the variables that it needs.")];
  }
  const names = missing.join(", ");
  const cure = missing.map((name) => `npx convex env set ${name} VALUE`).join("; ");
  return status === "not_configured"
    ? [fault("variables", `Not set in the deployment: ${names}.`, cure)]
    : [];
}

async function checkWebhook({ site, webhookPath, signingSecret }: Deployment): Promise<Check[]> {
  const url = site + webhookPath;
  const unsigned = await post(url, {});
  const name = "webhook";
  if (unsigned === 404) {
    const cure = `Call addClerkSyncRoutes(http) in convex/http.ts and deploy, or say --webhook-path PATH.`;
    return [fault(name, `Nothing is mounted at ${url}.`, cure)];
  }
  if (unsigned === 500) {
    const cure = "npx convex env set CLERK_WEBHOOK_SIGNING_SECRET whsec_…";
    return [fault(name, "The deployment cannot check signatures: its secret is not set.", cure)];
  }
  if (unsigned !== 401) {
    const cure = "Look at what convex/http.ts has mounted there.";
    return [
      fault(
        name,
        `${url} answers ${unsigned ?? "nothing"} to a delivery without a signature, where the kit answers 401.`,
        cure,
      ),
    ];
  }
  return [
    ok(name, `${webhookPath} is mounted, and refuses what is not signed.`),
    signingSecret === null
      ? skipped(
          "secret",
          "The signing secret was not compared.",
          "Set CLERK_WEBHOOK_SIGNING_SECRET for this command as Clerk's dashboard shows it.",
        )
      : await checkSecret(url, signingSecret),
  ];
}

async function checkSecret(url: string, secrets: string): Promise<Check> {
  const name = "secret";
  // While it is rotated there are two; the deployment must know at least the one that Clerk uses.
  const [secret = ""] = secrets.split(",").map((one) => one.trim());
  const headers = signed(secret);
  if (headers === null) {
    const cure =
      "Copy it from the endpoint in Clerk's dashboard, under Webhooks; it begins with whsec_.";
    return fault(name, "CLERK_WEBHOOK_SIGNING_SECRET is no signing secret.", cure);
  }
  const status = await post(url, headers);
  if (status === 422)
    return ok(name, "The deployment has the signing secret that this command has.");
  const cure =
    "npx convex env set CLERK_WEBHOOK_SIGNING_SECRET whsec_…, as the endpoint in Clerk's dashboard shows it.";
  return fault(name, "The deployment has another signing secret than this command.", cure);
}

function signed(secret: string): Record<string, string> | null {
  const id = `msg_probe_${randomUUID()}`;
  const at = new Date();
  try {
    return {
      "svix-id": id,
      "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
      "svix-signature": new Webhook(secret).sign(id, at, PROBE),
    };
  } catch {
    return null;
  }
}

async function post(url: string, headers: Record<string, string>): Promise<number | null> {
  const answer = await request(url, { method: "POST", headers, body: PROBE });
  return answer?.status ?? null;
}

/** What has happened so far. */
function checkLife(health: Health, { site, webhookPath }: Deployment): Check[] {
  const { status, last_event_age_ms: event, last_scan_age_ms: scan, dead_events } = health;
  const endpoint = `In Clerk's dashboard, under Webhooks, there must be an endpoint at ${site}${webhookPath} with the events user.created, user.updated and user.deleted.`;
  return [
    event === null
      ? notice("last event", "No event has come from Clerk yet.", endpoint)
      : ok("last event", `The last event came ${ago(event)}.`),
    scan === null
      ? notice(
          "last scan",
          "No scan of Clerk's users has ended yet.",
          "The first starts by itself within a quarter of an hour of the deployment; the dashboard starts one at once.",
        )
      : ok("last scan", `The last scan ended ${ago(scan)}.`),
    ...(dead_events
      ? [
          notice(
            "events",
            "There are events that could not be applied.",
            "Replay them in the dashboard once their cause is mended.",
          ),
        ]
      : []),
    ...(status === "degraded"
      ? [
          notice(
            "health",
            "The deployment needs attention.",
            "The dashboard's overview says what is wrong.",
          ),
        ]
      : []),
  ];
}

const UNITS = [
  ["day", 24 * 60 * 60_000],
  ["hour", 60 * 60_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

function ago(ms: number): string {
  const [unit, length] = UNITS.find(([, length]) => ms >= length) ?? ["second", 1_000];
  return new Intl.RelativeTimeFormat("en").format(-Math.floor(ms / length), unit);
}
