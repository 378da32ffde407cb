import { ConvexReactClient } from "convex/react";
import { makeFunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import { afterEach, expect, test } from "vitest";
import { fakeEngine } from "../protocol/testing/fakeEngine";
import { createPageHost } from "./page";

const CLOUD = "https://convex.sandbox.test";
const set = makeFunctionReference<"mutation", { key: string; value: number }>("set");

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function setUp() {
  const engine = fakeEngine();
  const host = createPageHost(engine, {
    cloudUrl: CLOUD,
    siteUrl: "https://convex-site.sandbox.test",
  });
  const client = new ConvexReactClient(CLOUD, {
    webSocketConstructor: host.WebSocket,
    logger: false,
  });
  closing.push(
    () => host.close(),
    () => client.close(),
  );
  return { engine, host, client };
}

test("refuses mutations as a function would, and runs none of them", async () => {
  const { engine, host, client } = setUp();
  host.fault({ effect: "refuse", code: "rate_limited", message: "Too many." });
  const refused = await client.mutation(set, { key: "a", value: 1 }).catch((error) => error);
  expect(refused).toBeInstanceOf(ConvexError);
  expect(refused.data).toEqual({ code: "rate_limited", message: "Too many." });
  expect(engine.runs).toEqual([]);

  host.fault(null);
  await expect(client.mutation(set, { key: "a", value: 1 })).resolves.toBe(1);
});

test("loses each mutation's answer once; the client asks again, and it runs once", async () => {
  const { engine, host, client } = setUp();
  host.fault({ effect: "answer_lost" });
  await expect(client.mutation(set, { key: "a", value: 1 })).resolves.toBe(1);
  await expect(client.mutation(set, { key: "a", value: 2 })).resolves.toBe(2);
  expect(engine.runs).toEqual(["mutation set", "mutation set"]);
  expect(client.connectionState().connectionCount).toBe(3);
});
