import { httpRouter } from "convex/server";
import { internal } from "./api";
import { httpAction } from "./server";

const http = httpRouter();

http.route({
  path: "/echo",
  method: "POST",
  handler: httpAction(async (_ctx, request) => {
    const url = new URL(request.url);
    return new Response(await request.arrayBuffer(), {
      status: 201,
      headers: {
        "x-method": request.method,
        "x-search": url.search,
        "x-header": request.headers.get("x-sent") ?? "none",
      },
    });
  }),
});

http.route({
  path: "/echo",
  method: "GET",
  handler: httpAction(async () => new Response("exact")),
});

http.route({
  pathPrefix: "/echo/",
  method: "GET",
  handler: httpAction(async (_ctx, request) => new Response(new URL(request.url).pathname)),
});

http.route({
  pathPrefix: "/echo/longer/",
  method: "GET",
  handler: httpAction(async () => new Response("longer prefix")),
});

http.route({
  path: "/notes",
  method: "POST",
  handler: httpAction(async (ctx, request) => {
    await ctx.runMutation(internal.nested.note, { text: await request.text() });
    return Response.json(await ctx.runQuery(internal.nested.texts, {}));
  }),
});

http.route({
  path: "/notes-then-throws",
  method: "POST",
  handler: httpAction(async (ctx, request) => {
    await ctx.runMutation(internal.nested.note, { text: await request.text() });
    throw new Error("thrown on purpose");
  }),
});

http.route({
  path: "/files",
  method: "PUT",
  handler: httpAction(async (ctx, request) => {
    const id = await ctx.storage.store(await request.blob());
    const stored = await ctx.storage.get(id);
    return new Response(stored, { headers: { "content-type": stored?.type ?? "none" } });
  }),
});

export default http;
