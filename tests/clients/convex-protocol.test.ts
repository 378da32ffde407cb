import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { BaseConvexClient } from "convex/browser";
import ts from "typescript";
import { expect, onTestFinished, test, vi } from "vitest";
import { eventually } from "../../sandbox/convex/protocol/testing/eventually";
import { api } from "./fixtures/app";
import { ADMIN_KEY, deploy, reactClient, serveIssuer } from "./fixtures/deployment";
import { kindsOf, tapLine, type Message } from "./fixtures/line";

/**
 * Every kind of message that the client library knows, and the test that shows it at work. The
 * keys are held against the library's own source: a new kind has no line here and fails.
 */
const SHOWN_BY: Readonly<Record<string, readonly [file: string, test: string]>> = {
  Connect: ["convex-connection", "a client that was away sees what happened meanwhile"],
  ModifyQuerySet: ["convex", "sees what others write, and is not bothered with other channels"],
  Add: ["convex-reconnect", "a page keeps its end when the connection breaks"],
  Remove: ["convex-reconnect", "what is let go while its answer is on the way stays gone"],
  Mutation: ["convex", "sees its own write as soon as the mutation resolves"],
  Action: ["convex", "runs actions"],
  "Authenticate User": ["convex-auth", "fetches a new token when the first one is refused"],
  "Authenticate None": ["convex-renewal", "sees itself signed out when there is no new token"],
  "Authenticate Admin": ["convex-protocol", "an administrator acts as somebody"],
  Event: ["convex-protocol", "a conversation in which every kind of message is said"],
  Transition: ["convex-load", "a write runs again what it touches, of a thousand queries"],
  QueryUpdated: ["convex", "is called with each new result"],
  QueryFailed: ["convex-reconnect", "a query that throws recovers when its reason is gone"],
  QueryRemoved: ["convex-reconnect", "what is let go while its answer is on the way stays gone"],
  TransitionChunk: ["convex-load", "results of several megabytes arrive whole"],
  "MutationResponse true": ["convex-reconnect", "a mutation runs once when the line is cut %s"],
  "MutationResponse false": [
    "convex",
    "takes an optimistic update back when the mutation fails, and gets its data",
  ],
  "ActionResponse true": ["convex", "runs actions"],
  "ActionResponse false": [
    "convex-protocol",
    "a conversation in which every kind of message is said",
  ],
  AuthError: [
    "convex-renewal",
    "a mutation whose token ended before it arrived runs with a new one",
  ],
  FatalError: ["convex-garbage", "%s is answered, and nobody else notices"],
  Ping: ["convex-protocol", "a conversation in which every kind of message is said"],
};

const channel = "general";

test("every kind of message of the client library has a test", () => {
  expect(Object.keys(SHOWN_BY).sort()).toEqual([...kindsInSource()].sort());
  for (const [file, name] of Object.values(SHOWN_BY)) {
    const source = readFileSync(join(import.meta.dirname, `${file}.test.ts`), "utf8");
    expect(source.includes(JSON.stringify(name)), `${file}: ${name}`).toBe(true);
  }
});

test("a conversation in which every kind of message is said", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const issuer = await serveIssuer();
  const { cloudUrl } = await deploy({ providers: [issuer.provider] });
  const line = tapLine();
  const client = reactClient(cloudUrl, {
    webSocketConstructor: line.WebSocket,
    reportDebugInfoToConvex: true,
  });

  // An expired token first: its AuthError makes the client fetch a good one.
  const stale = await issuer.sign({ exp: Math.floor(Date.now() / 1000) - 10 });
  client.setAuth(async ({ forceRefreshToken }) => (forceRefreshToken ? issuer.sign() : stale));
  const stop = client.watchQuery(api.messages.list, { channel }).onUpdate(() => {});
  await client.mutation(api.messages.send, { channel, text: "hello" });
  await expect(client.mutation(api.messages.refuse, { channel })).rejects.toThrow("refused");
  await client.action(api.messages.shout, { channel, text: "hello" });
  await expect(client.action(api.messages.fallSilent)).rejects.toThrow("silent");
  await expect(client.query(api.messages.stumble)).rejects.toThrow("stumbled");
  await client.query(api.sizes.texts, { count: 6 });
  client.clearAuth();
  (client as unknown as { setAdminAuth(key: string): void }).setAdminAuth(ADMIN_KEY);
  stop();
  await client.mutation(api.messages.clear as never, { channel } as never);
  vi.advanceTimersByTime(15_000);
  await eventually(() => expect(kindsIn(line.heard)).toContain("Ping"));
  line.say({ type: "ModifyQuerySet", baseVersion: 99, newVersion: 100, modifications: [] });
  await eventually(() => expect(line.thrown).toHaveLength(1));

  expect([...kindsIn(line.heard)].sort()).toEqual([...kindsInSource()].sort());
});

test("an administrator acts as somebody", async () => {
  const { cloudUrl } = await deploy();
  const { WebSocket: webSocketConstructor } = tapLine();
  const client = new BaseConvexClient(cloudUrl, () => {}, { webSocketConstructor, logger: false });
  onTestFinished(() => client.close());
  const { setAdminAuth } = client as unknown as {
    setAdminAuth(this: BaseConvexClient, key: string, person: object): void;
  };
  const ada = { issuer: "https://clerk.test", subject: "user_ada", name: "Ada Lovelace" };
  setAdminAuth.call(client, ADMIN_KEY, ada);
  client.subscribe("people:whoami");
  await eventually(() =>
    expect(client.localQueryResult("people:whoami")).toEqual({ name: "Ada Lovelace", role: null }),
  );
});

function kindsIn(messages: readonly Message[]): Set<string> {
  return new Set(messages.flatMap(kindsOf));
}

/** The kinds of messages in `protocol.ts` of the `convex` package, named as `kindsOf` names them. */
function kindsInSource(): Set<string> {
  const library = dirname(createRequire(import.meta.url).resolve("convex/package.json"));
  const path = join(library, "src/browser/sync/protocol.ts");
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const kinds = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeLiteralNode(node)) {
      const kind = ["type", "tokenType", "success"].flatMap((name) => literalOf(node, name));
      if (literalOf(node, "type").length > 0) kinds.add(kind.join(" "));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return kinds;
}

/** The value of a property whose type is a literal. */
function literalOf(node: ts.TypeLiteralNode, name: string): string[] {
  return node.members.flatMap((member) =>
    ts.isPropertySignature(member) &&
    ts.isIdentifier(member.name) &&
    member.name.text === name &&
    member.type !== undefined &&
    ts.isLiteralTypeNode(member.type)
      ? [
          ts.isStringLiteral(member.type.literal)
            ? member.type.literal.text
            : kindOfBoolean(member.type),
        ]
      : [],
  );
}

function kindOfBoolean({ literal }: ts.LiteralTypeNode): string {
  return String(literal.kind === ts.SyntaxKind.TrueKeyword);
}
