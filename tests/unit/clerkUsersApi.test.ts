import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { countUsers, deleteUser, findUsers, listUsers } from "../../convex/lib/clerkUsersApi";

const user = (id: string) => ({ id, updated_at: 1, created_at: 1 });

let asked: URL[];
/** Makes Clerk answer so; what it was asked is in `asked`. */
function answerWith(answer: (url: URL, method: string) => Response): void {
  vi.stubGlobal("fetch", (address: string, { method = "GET" }: RequestInit = {}) => {
    const url = new URL(address);
    asked.push(url);
    return Promise.resolve(answer(url, method));
  });
}
const named = (url: URL) => url.searchParams.getAll("user_id");

beforeEach(() => {
  asked = [];
  vi.stubEnv("CLERK_SECRET_KEY", "sk_test_secret");
  vi.stubEnv("CLERK_API_URL", "https://clerk.test");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe("a page of Clerk's users", () => {
  it("is asked for with the plus of the order escaped, which would else be read as a space", async () => {
    answerWith(() => Response.json([]));
    await listUsers({ limit: 500, offset: 1_000, order_by: "+created_at" });
    expect(asked[0]?.search).toBe("?limit=500&offset=1000&order_by=%2Bcreated_at");
  });

  it("tells apart the people who cannot be read, and who they are", async () => {
    answerWith(() => Response.json([user("user_a"), { id: "user_odd" }, "nonsense"]));
    expect(await listUsers({ limit: 3, offset: 0, order_by: "+created_at" })).toMatchObject({
      kind: "list",
      users: [{ externalId: "user_a" }],
      unreadable: ["user_odd", ""],
      length: 3,
    });
  });

  it("is tried again later when it is no list", async () => {
    answerWith(() => Response.json({ data: [] }));
    expect(await listUsers({ limit: 1, offset: 0, order_by: "+created_at" })).toMatchObject({
      kind: "retry",
      error: { code: "unexpected_answer" },
    });
  });

  it("is tried again later when it is not Clerk who answers", async () => {
    answerWith(() => new Response("not here", { status: 404 }));
    expect(await listUsers({ limit: 1, offset: 0, order_by: "+created_at" })).toMatchObject({
      kind: "retry",
      error: { code: "http_404" },
    });
  });
});

describe("people asked for by their ids", () => {
  const ids = Array.from({ length: 250 }, (_, n) => `user_${n}`);

  it("come in as few calls as an address can name, each asking for as many as it names", async () => {
    answerWith((url) => Response.json(named(url).map(user)));
    const found = await findUsers(ids);
    expect(found).toMatchObject({ kind: "found", calls: 3, length: 250 });
    expect(asked.map((url) => [named(url).length, url.searchParams.get("limit")])).toEqual([
      [100, "100"],
      [100, "100"],
      [50, "50"],
    ]);
  });

  it("come in smaller numbers where the address gets too long for a server in between", async () => {
    answerWith((url) =>
      named(url).length > 30
        ? new Response("too long", { status: 414 })
        : Response.json(named(url).map(user)),
    );
    expect(await findUsers(ids.slice(0, 60))).toMatchObject({ kind: "found", length: 60 });
    expect(asked.map((url) => named(url).length)).toEqual([60, 25, 25, 10]);
  });

  it("cost no call when there are none", async () => {
    answerWith(() => Response.json([]));
    expect(await findUsers([])).toMatchObject({ calls: 0, users: [] });
    expect(asked).toEqual([]);
  });
});

describe("the count of Clerk's users", () => {
  it("is a number, or tried again later", async () => {
    answerWith(() => Response.json({ object: "total_count", total_count: 12 }));
    expect(await countUsers()).toEqual({ kind: "count", count: 12 });
    answerWith(() => Response.json({ total_count: "many" }));
    expect(await countUsers()).toMatchObject({ kind: "retry" });
  });
});

describe("deleting a user in Clerk", () => {
  it("is done when there was nobody to delete", async () => {
    answerWith(() => Response.json({ errors: [{ code: "resource_not_found" }] }, { status: 404 }));
    expect(await deleteUser("user_a")).toEqual({ kind: "deleted" });
  });
});
