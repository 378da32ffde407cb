import { expect, onTestFinished, test, vi } from "vitest";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { api } from "./fixtures/app";
import { deploy, httpClient, reactClient, serveIssuer } from "./fixtures/deployment";
import { tapLine } from "./fixtures/line";

const channel = "general";
const AFTER_EXPIRY_MS = 61_000;

/** Signed in as Ada with a token for a minute, on a clock that moves when a test says so. */
async function signedIn(renew?: () => Promise<string | null>) {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const issuer = await serveIssuer();
  const deployment = await deploy({ providers: [issuer.provider] });
  const line = tapLine();
  const client = reactClient(deployment.cloudUrl, {
    webSocketConstructor: line.WebSocket,
    initialAuthTokenReuse: true,
  });
  const first = await issuer.sign({ name: "Ada Lovelace" });
  const fetchToken = vi.fn(async ({ forceRefreshToken }: { forceRefreshToken: boolean }) =>
    forceRefreshToken ? (renew ?? (() => issuer.sign({ name: "Ada Lovelace" })))() : first,
  );
  const onChange = vi.fn();
  client.setAuth(fetchToken, onChange);
  const watch = client.watchQuery(api.messages.mine, {});
  watch.onUpdate(() => {});
  await eventually(() => expect(onChange).toHaveBeenCalledWith(true));
  await client.mutation(api.messages.send, { channel, text: "before" });
  expect(watch.localQueryResult()).toEqual(["before"]);
  expect(fetchToken).toHaveBeenCalledTimes(1);
  const expire = () => vi.setSystemTime(Date.now() + AFTER_EXPIRY_MS);
  return { ...deployment, issuer, line, client, fetchToken, onChange, watch, expire };
}

test("a mutation whose token ended before it arrived runs with a new one", async () => {
  const { client, line, fetchToken, onChange, watch, expire } = await signedIn();
  expire();
  await client.mutation(api.messages.send, { channel, text: "after" });
  expect(watch.localQueryResult()).toEqual(["before", "after"]);
  expect(fetchToken).toHaveBeenLastCalledWith({ forceRefreshToken: true });
  expect(line.heard).toContainEqual(
    expect.objectContaining({ type: "AuthError", authUpdateAttempted: false }),
  );
  expect(onChange).not.toHaveBeenCalledWith(false);
});

test("a mutation whose token ends while it runs has run once, and its effect is seen", async () => {
  const { client, engine, fetchToken, watch, expire, cloudUrl } = await signedIn();
  const stop = engine.onCommit(() => {
    stop();
    expire();
  });
  await client.mutation(api.messages.send, { channel, text: "meanwhile" });
  expect(watch.localQueryResult()).toEqual(["before", "meanwhile"]);
  expect(fetchToken).toHaveBeenCalledTimes(2);
  expect(await httpClient(cloudUrl).query(api.messages.list, { channel })).toEqual([
    "before",
    "meanwhile",
  ]);
});

test("sees itself signed out when there is no new token", async () => {
  const { client, onChange, watch, expire, line } = await signedIn(async () => null);
  expire();
  await client.mutation(api.messages.send, { channel, text: "by nobody" });
  expect(onChange.mock.calls).toEqual([[true], [false]]);
  expect(watch.localQueryResult()).toEqual(["by nobody"]);
  expect(await client.query(api.people.whoami, {})).toBeNull();
  client.clearAuth();
  await eventually(() => expect(line.heard.at(-1)).toMatchObject({ type: "Transition" }));
});

test("whoever signs in next sees nothing of the one before", async () => {
  const { client, issuer, watch } = await signedIn();
  const whoami = client.watchQuery(api.people.whoami, {});
  const seen: { who: string | null | undefined; rows: string[] | undefined }[] = [];
  const look = () => {
    const who = whoami.localQueryResult();
    seen.push({ who: who && who.name, rows: watch.localQueryResult() });
  };
  watch.onUpdate(look);
  whoami.onUpdate(look);
  await eventually(() => expect(seen.at(-1)?.who).toBe("Ada Lovelace"));

  const onChange = vi.fn(look);
  const token = await issuer.sign({ sub: "user_grace", name: "Grace Hopper" });
  client.setAuth(() => Promise.resolve(token), onChange);
  await eventually(() => expect(onChange).toHaveBeenCalledWith(true));
  expect(watch.localQueryResult()).toEqual([]);
  await client.mutation(api.messages.send, { channel, text: "by Grace" });
  expect(watch.localQueryResult()).toEqual(["by Grace"]);

  client.clearAuth();
  await eventually(() => expect(whoami.localQueryResult()).toBeNull());
  expect(watch.localQueryResult()).toEqual([]);
  for (const { who, rows = [] } of seen) {
    const theirs = who === "Grace Hopper" ? ["by Grace"] : who === null ? [] : ["before"];
    expect(theirs).toEqual(expect.arrayContaining(rows));
  }
});
