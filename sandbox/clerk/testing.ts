import { memoryStore } from "../kv/memory";
import type { OrderedStore, Stored } from "../kv/types";
import { createClerkSandbox, publishableKeyFor, type ClerkSandboxOptions } from "./index";
import { memoryCookies } from "./sessions/cookies";

export const SIGNING_SECRET = `whsec_${btoa("the signing secret of tests")}`;
const SECRET_KEY = "sk_test_sandbox";

/** The smallest picture: one transparent pixel. */
export const PNG = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  ),
  (letter) => letter.charCodeAt(0),
);

/** Making a key takes longer than most tests, so the first one serves all instances of a run. */
const SIGNING_KEY = "clerk/signing-key/RS256";
let signingKey: Stored | undefined;

export type TestClerk = Awaited<ReturnType<typeof testClerk>>;

/** A fresh instance for a test, whose webhooks end in a list. */
export async function testClerk(options: Partial<ClerkSandboxOptions> = {}) {
  const store: OrderedStore = options.store ?? memoryStore();
  if (signingKey && !store.get(SIGNING_KEY)) {
    store.commit([{ key: SIGNING_KEY, value: signingKey }]);
  }
  const deliveries: Request[] = [];
  const clerk = await createClerkSandbox({
    store,
    issuer: "https://clerk.sandbox.test",
    publishableKey: publishableKeyFor("clerk.sandbox.test"),
    secretKey: SECRET_KEY,
    webhookSigningSecret: SIGNING_SECRET,
    instanceId: "ins_test",
    webhookUrl: "https://receiver.test/clerk/webhook",
    send: async (request) => {
      deliveries.push(request);
      return new Response(null, { status: 200 });
    },
    ...options,
  });
  signingKey ??= store.get(SIGNING_KEY);
  const browser = testBrowser(clerk.handle);
  const signInWith = async (ticket: string) => {
    const signedIn = await browser.post("/v1/client/sign_ins", { strategy: "ticket", ticket });
    const [session] = signedIn.json.client?.sessions ?? [];
    if (!session) throw new Error(`not signed in: ${JSON.stringify(signedIn.json)}`);
    const token: string = session.last_active_token.jwt;
    return { sessionId: session.id, userId: session.user.id, token };
  };
  return {
    clerk,
    store,
    secretKey: SECRET_KEY,
    /** The webhooks that were sent, oldest first. */
    deliveries,
    /** A browser with cookies, at the Frontend API. */
    browser,
    /** Signs somebody in, in that browser. */
    signIn: (userId: string) => signInWith(clerk.sessions.signInAs(userId)),
    signInWith,
    /** A call of the Backend API, with the secret key. */
    backend: (method: string, path: string, body?: unknown) =>
      clerk.handle(
        new Request(`https://clerk.sandbox.test${path}`, {
          method,
          headers: { authorization: `Bearer ${SECRET_KEY}` },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
  };
}

/** What tests read of the Frontend API's answers. */
interface FrontendAnswer {
  readonly response?: Readonly<Record<string, unknown>>;
  readonly client?: {
    readonly sessions: readonly {
      readonly id: string;
      readonly user: { readonly id: string; readonly updated_at: number };
      readonly last_active_token: { readonly jwt: string };
    }[];
  };
  readonly errors?: readonly { readonly code: string; readonly meta?: { param_name?: string } }[];
  readonly jwt?: string;
}

/** Speaks to the Frontend API as clerk-js does: forms, `_method`, and its cookies. */
export function testBrowser(
  handle: (request: Request, jar: ReturnType<typeof memoryCookies>) => Promise<Response>,
) {
  const jar = memoryCookies();
  const call = async (request: Request) => {
    const response = await handle(request, jar);
    const json = (await response.json()) as FrontendAnswer;
    return { status: response.status, headers: response.headers, json };
  };
  const url = (path: string) => `https://app.test/__clerk${path}`;
  const send = (path: string, body: BodyInit) =>
    call(new Request(url(path), { method: "POST", body }));
  return {
    get: (path: string) => call(new Request(url(path))),
    post: (path: string, fields: Record<string, string> = {}) =>
      send(path, new URLSearchParams(fields)),
    patch: (path: string, fields: Record<string, string>) =>
      send(`${path}?_method=PATCH`, new URLSearchParams(fields)),
    delete: (path: string) => send(`${path}?_method=DELETE`, new URLSearchParams()),
    upload: (path: string, bytes: Uint8Array<ArrayBuffer>) => {
      const form = new FormData();
      form.append("file", new Blob([bytes]), "picture");
      return send(path, form);
    },
  };
}
