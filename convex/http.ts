import { httpRouter } from "convex/server";
import { internal } from "./_generated/api";
import { httpAction } from "./_generated/server";
import { describeMissing, readEnv } from "./env";
import { verifyDelivery } from "./lib/svix";
import { readEnvelope } from "./model/envelope";

const http = httpRouter();

/**
 * Clerk's webhooks. 2xx only once the event is stored, so that Svix tries again until it is. The
 * bodies say nothing that would help a forger.
 */
http.route({
  path: "/clerk/webhook",
  method: "POST",
  handler: httpAction(async (ctx, request) => {
    const { webhookSecrets } = readEnv();
    if (webhookSecrets.length === 0) {
      console.error(describeMissing(["CLERK_WEBHOOK_SIGNING_SECRET"]));
      return new Response("Not available.", { status: 500 });
    }
    const body = await request.text();
    const delivery = verifyDelivery(body, request.headers, webhookSecrets);
    if (delivery === null) return new Response("Not accepted.", { status: 401 });

    const { svix_id, signed_at } = delivery;
    const { email, ...envelope } = readEnvelope(body, signed_at);
    await ctx.runMutation(internal.inbox.receive, { svix_id, ...envelope, email });
    return new Response("Stored.", { status: 200 });
  }),
});

/** For a monitor: how the sync is doing, without a word about anybody. */
http.route({
  path: "/health",
  method: "GET",
  handler: httpAction(async (ctx) => {
    const { last_event_at, oldest_unprocessed_at } = await ctx.runQuery(internal.health.ages, {});
    const { missing, webhookSecrets } = readEnv();
    const age = (time: number | null) => (time === null ? null : Date.now() - time);
    return Response.json({
      status: missing.length === 0 ? "ok" : "not_configured",
      signing_secret_set: webhookSecrets.length > 0,
      last_event_age_ms: age(last_event_at),
      oldest_unprocessed_age_ms: age(oldest_unprocessed_at),
    });
  }),
});

export default http;
