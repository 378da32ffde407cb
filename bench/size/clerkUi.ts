import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createClerkSandbox, type ClerkSandbox } from "../../sandbox/clerk";
import { clerkListener } from "../../sandbox/clerk/node";
import { memoryStore } from "../../sandbox/kv/memory";
import type { Secrets } from "../../sandbox/world/variables";
import { withPage } from "../browser/launch";
import { contentTypeOf, emptyPage, servePages } from "../browser/server";
import { weigh, type Weight } from "./weight";

/** What a browser loads until Clerk's `<UserProfile/>` stands in a page. */
export interface ClerkUi {
  /** All of it. */
  readonly loaded: Weight;
  /** The same without clerk-js itself and without React, which are the kit's peers. */
  readonly screens: Weight;
  /** The files, in the order in which they were asked for. */
  readonly files: readonly ClerkFile[];
}

export interface ClerkFile {
  readonly name: string;
  readonly isPeer: boolean;
}

const SCRIPTS = "/clerk-js/";
const NOWHERE = "http://127.0.0.1:9";

/** Shows `<UserProfile/>` in a real browser, from Clerk's own files, and weighs what it asks for. */
export async function weighClerkUi(secrets: Secrets): Promise<ClerkUi> {
  const dist = dirname(createRequire(import.meta.url).resolve("@clerk/clerk-js"));
  const clerk = await createClerkSandbox({
    ...secrets,
    store: memoryStore(),
    issuer: NOWHERE,
    webhookUrl: NOWHERE,
  });
  const names = await filesOfUserProfile(clerk, dist);
  const files = names.map((name) => ({ name, isPeer: isPeer(name) }));
  const weighAll = async (some: readonly ClerkFile[]) =>
    weigh(await Promise.all(some.map(({ name }) => readFile(join(dist, name)))));
  return {
    files,
    loaded: await weighAll(files),
    screens: await weighAll(files.filter((file) => !file.isPeer)),
  };
}

/** `clerk.browser.js` is clerk-js; `framework_…` is React and React DOM. */
function isPeer(name: string): boolean {
  return name === "clerk.browser.js" || name.startsWith("framework_");
}

async function filesOfUserProfile(clerk: ClerkSandbox, dist: string): Promise<string[]> {
  const asked = new Set<string>();
  const script = `<script src="${SCRIPTS}clerk.browser.js" data-clerk-publishable-key="${clerk.publishableKey}" data-clerk-proxy-url="/__clerk"></script>`;
  const server = await servePages(async (path) => {
    if (path === "/") return emptyPage(script);
    if (!path.startsWith(SCRIPTS)) return null;
    const name = path.slice(SCRIPTS.length);
    asked.add(name);
    return { contentType: contentTypeOf(name), body: await readFile(join(dist, name)) };
  }, clerkListener(clerk));
  const { id } = await clerk.users.create(PERSON, { webhook: false });
  try {
    await withPage(async (page) => {
      await page.goto(server.origin);
      await page.evaluate(showUserProfile, clerk.sessions.signInAs(id));
      await page.getByText(PERSON.email_address[0] ?? "").waitFor();
      // What comes after the first paint, too.
      await page.waitForLoadState("networkidle");
    });
  } finally {
    await server.close();
  }
  return [...asked];
}

const PERSON = {
  username: "somebody",
  first_name: "Some",
  last_name: "Body",
  email_address: ["somebody@example.com"],
};

/** What Clerk's script leaves on a page, as far as it is used here. */
interface ClerkOnPage {
  load(options: { telemetry: boolean }): Promise<void>;
  client: {
    signIn: {
      create(by: { strategy: "ticket"; ticket: string }): Promise<{ createdSessionId: string }>;
    };
  };
  setActive(active: { session: string }): Promise<void>;
  mountUserProfile(element: Element | null): void;
}

/** Runs in the page. */
async function showUserProfile(ticket: string): Promise<void> {
  const { Clerk: clerk } = window as unknown as { Clerk: ClerkOnPage };
  await clerk.load({ telemetry: false });
  const { createdSessionId } = await clerk.client.signIn.create({ strategy: "ticket", ticket });
  await clerk.setActive({ session: createdSessionId });
  clerk.mountUserProfile(document.getElementById("root"));
}
