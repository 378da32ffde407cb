import { normaliseClerkUser, type ClerkUser } from "../convex/model/clerkUser";
import { createClerkSandbox, type BackendUserJson } from "../sandbox/clerk";
import { startClerkServer } from "../sandbox/clerk/node";
import { memoryStore } from "../sandbox/kv/memory";
import { convexVariables, setVariables, type Secrets } from "../sandbox/world/variables";

/** The people of one measurement, in the stand-in for Clerk, which is served on loopback. */
export interface People {
  /** All as they were at first, in the order in which they signed up. */
  readonly users: readonly ClerkUser[];
  /** Somebody: everybody has had a turn before anybody has a second one. */
  next(): string;
  /** A first name that nobody has had yet; all are of one length. */
  newName(): string;
  /** Changes a name in Clerk, and gives the user as webhooks show them. None is sent. */
  rename(id: string, first_name: string): Promise<BackendUserJson>;
  /** How often Clerk's list of users has been asked for. */
  listCalls(): number;
  close(): Promise<void>;
}

/** Jumps about among the people. A prime, so that it meets everybody whatever their number. */
const STRIDE = 7919;
/** People sign up one a second. */
const SIGN_UP_MS = 1_000;

/** Makes people in a new stand-in for Clerk, and points the backend's variables at it. */
export async function openPeople(count: number, secrets: Secrets): Promise<People> {
  const nowhere = "http://127.0.0.1:9";
  const clerk = await createClerkSandbox({
    ...secrets,
    store: memoryStore(),
    issuer: nowhere,
    webhookUrl: nowhere,
  });
  const first = Date.now() - count * SIGN_UP_MS;
  const users: ClerkUser[] = [];
  for (let n = 0; n < count; n++) {
    const created_at = first + n * SIGN_UP_MS;
    const person = { ...personNo(n), created_at };
    users.push(normalised(await clerk.users.create(person, { webhook: false })));
  }

  let listCalls = 0;
  const server = await startClerkServer({
    port: 0,
    clerk: {
      handle: (request, ...rest) => {
        if (new URL(request.url).pathname === "/v1/users") listCalls += 1;
        return clerk.handle(request, ...rest);
      },
    },
  });
  setVariables(
    convexVariables({ clerk: server.url, convex: nowhere, convexSite: nowhere }, secrets),
  );

  let turn = 0;
  let names = 0;
  return {
    users,
    next() {
      const user = users[(turn++ * STRIDE) % users.length];
      if (user === undefined) throw new Error("There is nobody.");
      return user.externalId;
    },
    newName: () => `Name ${sixDigits(names++)}`,
    rename: (id, first_name) => clerk.users.update(id, { first_name }, { webhook: false }),
    listCalls: () => listCalls,
    close: () => server.close(),
  };
}

function personNo(n: number) {
  const number = sixDigits(n);
  return {
    username: `person_${number}`,
    // The initial of `newName`: it is part of the address of Clerk's picture.
    first_name: "Newcomer",
    last_name: `No ${number}`,
    email_address: [`person_${number}@example.com`],
  };
}

/** As long in a small crowd as in a large one, so that bytes can be compared. */
function sixDigits(n: number): string {
  return String(n).padStart(6, "0");
}

function normalised(json: BackendUserJson): ClerkUser {
  const result = normaliseClerkUser(json);
  if (!result.ok) throw new Error(result.message);
  return result.user;
}
