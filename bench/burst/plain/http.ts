import type { WebhookEvent } from "@clerk/backend";
import { anyApi, httpRouter, type ApiFromModules } from "convex/server";
import { Webhook } from "svix";
import { httpAction } from "./server";
import type * as users from "./users";

/** What code generation would make of the modules. */
const internal = anyApi as unknown as ApiFromModules<{ users: typeof users }>;

const http = httpRouter();

http.route({
  path: "/clerk-users-webhook",
  method: "POST",
  handler: httpAction(async (ctx, request) => {
    const event = await validateRequest(request);
    if (event === null) return new Response("Not accepted.", { status: 400 });
    switch (event.type) {
      case "user.created":
      case "user.updated":
        await ctx.runMutation(internal.users.upsertFromClerk, { data: event.data });
        break;
      case "user.deleted":
        await ctx.runMutation(internal.users.deleteFromClerk, { externalId: event.data.id ?? "" });
        break;
      default:
        console.log("An event that nobody waits for:", event.type);
    }
    return new Response(null, { status: 200 });
  }),
});

async function validateRequest(request: Request): Promise<WebhookEvent | null> {
  const webhook = new Webhook(process.env.CLERK_WEBHOOK_SIGNING_SECRET ?? "");
  const body = await request.text();
  try {
    webhook.verify(body, Object.fromEntries(request.headers));
    return JSON.parse(body) as WebhookEvent;
  } catch {
    return null;
  }
}

export default http;
