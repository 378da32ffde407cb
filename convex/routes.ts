import type { HttpRouter } from "convex/server";
import { internal } from "./_generated/api";
import { httpAction, type ActionCtx } from "./_generated/server";
import { readEnv } from "./env";
import { countRejection } from "./lib/rejections";
import { verifyDelivery } from "./lib/svix";
import { readEnvelope } from "./model/envelope";

/** Far above any user of Clerk's, whose metadata ends at some kilobytes; protects what verifies. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * What `clerk-convex-sync doctor` sends to learn whether the secret is right. It leaves no row and
 * gets no 2xx, which would say that it did.
 */
const PROBE = "clerkSync.probe";

export interface RouteOptions {
  /** Where Clerk's webhooks arrive. @default "/clerk/webhook" */
  webhookPath?: string;
  /** Where monitors ask. @default "/health" */
  healthPath?: string;
}

/**
 * Adds what Clerk and monitors call to an app's router. Throws, as the router does, when one of
 * the paths is taken.
 */
export function addClerkSyncRoutes(
  http: HttpRouter,
  { webhookPath = "/clerk/webhook", healthPath = "/health" }: RouteOptions = {},
): void {
  http.route({ path: webhookPath, method: "POST", handler: receiveWebhook });
  http.route({ path: healthPath, method: "GET", handler: answerHealth });
}

/**
 * Clerk's webhooks. 2xx only once the event is stored, so that Svix tries again until it is. The
 * bodies say nothing that would help a forger.
 */
const receiveWebhook = httpAction(async (ctx: ActionCtx, request) => {
  const { webhookSecrets } = readEnv();
  if (webhookSecrets.length === 0) {
    await countRejection(ctx, "no_secret");
    return new Response("Not available.", { status: 500 });
  }
  const toldBytes = Number(request.headers.get("content-length"));
  const body = toldBytes > MAX_BODY_BYTES ? null : await request.text();
  // A character is at least a byte: who does not tell the length must keep to it all the same.
  if (body === null || body.length > MAX_BODY_BYTES) {
    await countRejection(ctx, "too_large");
    return new Response("Too large.", { status: 413 });
  }

  const delivery = verifyDelivery(body, request.headers, webhookSecrets);
  if (delivery === null) {
    const isSigned = request.headers.has("svix-signature");
    await countRejection(ctx, isSigned ? "not_verified" : "not_signed");
    return new Response("Not accepted.", { status: 401 });
  }

  const { svix_id, signed_at } = delivery;
  const { email, ...envelope } = readEnvelope(body, signed_at);
  if (envelope.type === PROBE) return new Response("Signed; not stored.", { status: 422 });
  await ctx.runMutation(internal.inbox.receive, { svix_id, ...envelope, email });
  return new Response("Stored.", { status: 200 });
});

/**
 * For a monitor: how the sync is doing, without a word about anybody. 200 whenever it can answer,
 * also when things are bad: the answer says how bad they are, and anything else than 200 means
 * that nobody could be asked. A monitor that only knows status codes then alarms of outages alone.
 */
const answerHealth = httpAction(async (ctx) => {
  const now = Date.now();
  const report = await ctx.runQuery(internal.health.report, { now });
  const { missing, webhookSecrets } = readEnv();
  const age = (time: number | null) => (time === null ? null : now - time);
  const working = report.needs_attention ? "degraded" : "ok";
  return Response.json({
    status: missing.length > 0 ? "not_configured" : working,
    missing_variables: missing,
    signing_secret_set: webhookSecrets.length > 0,
    last_event_age_ms: age(report.last_event_at),
    oldest_unprocessed_age_ms: age(report.oldest_unprocessed_at),
    oldest_pending_save_age_ms: age(report.oldest_pending_save_at),
    last_scan_age_ms: age(report.last_scan_at),
    dead_events: report.dead_events,
  });
});
