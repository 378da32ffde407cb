import { createRoot } from "react-dom/client";
import {
  CLERK_LOAD_OPTIONS,
  createBrowserClerk,
  installPageClerk,
  proxyUrlAt,
  retireClerk,
  signInWithTicket,
  switchUser,
} from "../../../sandbox/clerk/browser";
import { testClerk } from "../../../sandbox/clerk/testing";
import { publishableKeyFor } from "../../../sandbox/clerk";
import { ClerkProvider, isClerkAPIResponseError, useAuth, useUser } from "../../../src/clerk";

/** What the test calls in the page; everything in and out is JSON. */
const harness = {
  /** Mounts the React provider; with `people`, over a sandbox inside this page. */
  async mount(people?: readonly string[]) {
    const key = publishableKeyFor("clerk.sandbox.test");
    const ids = people ? await openPageSandbox(people) : [];
    const clerk = createBrowserClerk(key);
    harness.clerk = clerk;
    const root = document.getElementById("root");
    if (!root) throw new Error("the page has no root");
    createRoot(root).render(
      <ClerkProvider
        Clerk={clerk}
        publishableKey={key}
        proxyUrl={proxyUrlAt(location.origin)}
        {...CLERK_LOAD_OPTIONS}
      >
        <Person />
      </ClerkProvider>,
    );
    return ids;
  },
  clerk: undefined as ReturnType<typeof createBrowserClerk> | undefined,
  sandbox: undefined as Awaited<ReturnType<typeof testClerk>> | undefined,

  signIn: (ticket: string) => signInWithTicket(loaded(), ticket),
  switchTo: (userId: string) => switchUser(loaded(), userId),
  retire: () => retireClerk(loaded()),
  /** The person comes back to the page, which is when clerk-js looks whether its token is old. */
  comeBackAfter(ms: number) {
    const back = Date.now() + ms;
    Date.now = () => back;
    window.dispatchEvent(new Event("focus"));
  },
  signOut: () => loaded().signOut(() => undefined),
  getToken: (template?: string) => loaded().session?.getToken({ template, skipCache: true }),
  update: (changes: { username?: string; firstName?: string; lastName?: string }) =>
    settled(loaded().user?.update(changes)),
  setPicture: (bytes: number[]) =>
    settled(
      loaded().user?.setProfileImage({ file: new File([new Uint8Array(bytes)], "picture.png") }),
    ),
  removePicture: () => settled(loaded().user?.setProfileImage({ file: null })),
};

declare global {
  interface Window {
    harness: typeof harness;
  }
}
window.harness = harness;

/** Shows what React knows, and counts how often it has looked. */
function Person() {
  const { isLoaded, isSignedIn, user } = useUser();
  const { userId } = useAuth();
  if (!isLoaded) return <p data-state="loading">Loading</p>;
  if (!isSignedIn) return <p data-state="signed-out">Signed out</p>;
  return (
    <p data-state="signed-in" data-user-id={userId}>
      <span data-field="username">{user.username}</span>
      <span data-field="name">{user.fullName}</span>
      <span data-field="has-image">{String(user.hasImage)}</span>
      <img src={user.imageUrl} alt="" />
    </p>
  );
}

async function openPageSandbox(people: readonly string[]): Promise<string[]> {
  const sandbox = await testClerk({ filesUrl: "blob" });
  harness.sandbox = sandbox;
  installPageClerk(sandbox.clerk);
  const users = await Promise.all(
    people.map((username) => sandbox.clerk.users.create({ username })),
  );
  return users.map((user) => user.id);
}

function loaded() {
  if (!harness.clerk?.loaded) throw new Error("Clerk is not loaded");
  return harness.clerk;
}

/** What became of a call to Clerk, as plain data. */
async function settled(call: Promise<unknown> | undefined) {
  try {
    await call;
    return { ok: true as const };
  } catch (error) {
    if (!isClerkAPIResponseError(error)) return { ok: false as const, message: String(error) };
    const [first] = error.errors;
    return {
      ok: false as const,
      status: error.status,
      code: first?.code,
      paramName: first?.meta?.paramName,
      retryAfter: error.retryAfter,
    };
  }
}
