import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import schema from "../../convex/schema";
import { ADA, clerkUser, created, deliver, send, sign, updated, userEvent } from "./support/clerk";
import { allRows, eventOf, findPerson } from "./support/read";
import { signedIn, START, startBackend, stopBackend, type Backend } from "./support/setup";

/** What comes over the internet, from people who mean harm and from programs that are broken. */

let t: Backend;
beforeEach(() => {
  t = startBackend();
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  stopBackend();
});

const post = (body: string, headers: Record<string, string>) =>
  t.fetch("/clerk/webhook", { method: "POST", body, headers });

/** How many rows there are, in all tables but the one that counts what was refused. */
async function rows(): Promise<number> {
  const tables = Object.keys(schema.tables).filter((table) => table !== "rejections");
  const counts = await Promise.all(
    tables.map(async (table) => (await allRows(t, table as keyof typeof schema.tables)).length),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** As many bytes as convex/routes.ts takes. */
const LIMIT = 1024 * 1024;

/** Nested so many times, written by hand: no serialiser goes this deep. */
const nested = (depth: number, open: string, close: string) =>
  open.repeat(depth) + "1" + close.repeat(depth);

describe("a delivery that nobody signed", () => {
  const headerValue = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."abcv1,= -_/+09"), maxLength: 60 }),
    fc.constantFrom("msg_1", "v1,", "v1a,AAAA", `v1,${btoa("x".repeat(32))}`, "NaN", "-1", "1e400"),
    fc.constant(String(START / 1000)),
  );
  const headers = fc.dictionary(
    fc.constantFrom("svix-id", "svix-timestamp", "svix-signature", "webhook-signature"),
    headerValue,
  );

  it("is refused with 401, whatever its headers say, and leaves nothing behind", async () => {
    await fc.assert(
      fc.asyncProperty(headers, fc.string(), async (some, body) => {
        const response = await post(body, some);
        expect(response.status).toBe(401);
        expect(await response.text()).toBe("Not accepted.");
      }),
    );
    expect(await rows()).toBe(0);
  });

  it("is refused when a signed one was changed by a single character", async () => {
    const body = JSON.stringify(created());
    const signed = sign(body);
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), async (at) => {
        const changed = body.slice(0, at) + (body[at] === "x" ? "y" : "x") + body.slice(at + 1);
        expect((await post(changed, signed)).status).toBe(401);
      }),
    );
    expect(await rows()).toBe(0);
  });

  it("is refused when any character of its signature, id or time was changed", async () => {
    const body = JSON.stringify(created());
    const signed = sign(body);
    const spoilt = fc
      .constantFrom("svix-id", "svix-timestamp", "svix-signature")
      .chain((name) => fc.tuple(fc.constant(name), fc.nat((signed[name] ?? "").length - 1)));
    await fc.assert(
      fc.asyncProperty(spoilt, async ([name, at]) => {
        const value = signed[name] ?? "";
        const other = value[at] === "7" ? "8" : "7";
        const changed = value.slice(0, at) + other + value.slice(at + 1);
        // The last character of base64 holds bits that no byte needs: the same signature once more.
        fc.pre(name !== "svix-signature" || at < value.length - 2);
        expect((await post(body, { ...signed, [name]: changed })).status).toBe(401);
      }),
    );
    expect(await rows()).toBe(0);
  });

  it("is refused when another delivery's signature or id is put on it", async () => {
    const body = JSON.stringify(created());
    const other = sign(JSON.stringify(updated()), { id: "msg_other" });
    expect((await post(body, other)).status).toBe(401);
    const swapped = { ...sign(body, { id: "msg_one" }), "svix-id": "msg_two" };
    expect((await post(body, swapped)).status).toBe(401);
    expect(await rows()).toBe(0);
  });
});

describe("a signed delivery", () => {
  /** Sends it, has it dealt with, and answers with the event that became of it. */
  async function sent(body: string) {
    const response = await send(t, body, { id: "msg_hostile" });
    expect(response.status).toBe(200);
    await t.mutation(internal.inbox.drain, {});
    return await eventOf(t, "msg_hostile");
  }

  it.each([
    ["arrays", nested(50_000, "[", "]")],
    ["objects", nested(50_000, '{"a":', "}")],
  ])("of 50,000 %s in each other is stored as malformed, or without them", async (_, deep) => {
    expect(await sent(deep)).toMatchObject({ status: "ignored" });
    const inside = `{"type":"user.created","data":${JSON.stringify(clerkUser()).slice(0, -1)},"unsafe_metadata":${deep}}}`;
    const event = await send(t, inside, { id: "msg_inside" });
    expect(event.status).toBe(200);
    await t.mutation(internal.inbox.drain, {});
    expect((await eventOf(t, "msg_inside")).status).not.toBe("received");
  });

  it("of exactly as many bytes as are taken is stored, and one byte more is not", async () => {
    const padded = (bytes: number) => {
      const body = JSON.stringify(created({ unsafe_metadata: "" }));
      return body.replace(
        '"unsafe_metadata":""',
        `"unsafe_metadata":"${"x".repeat(bytes - body.length)}"`,
      );
    };
    expect(padded(LIMIT)).toHaveLength(LIMIT);
    const event = await sent(padded(LIMIT));
    expect(event.status).toBe("applied");
    expect(JSON.stringify(event).length).toBeLessThan(5_000);
    expect((await send(t, padded(LIMIT + 1), { id: "msg_too_large" })).status).toBe(413);
    expect(await allRows(t, "inboxEvents")).toHaveLength(1);
  });

  it("of any JSON at all is stored, ends in a named state, and stays small", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), fc.uuid(), async (json, id) => {
        for (const body of [json, `{"type":"user.updated","data":${json}}`]) {
          const svix = `msg_${id}_${body.length}`;
          expect((await send(t, body, { id: svix })).status).toBe(200);
          await t.mutation(internal.inbox.drain, {});
          const event = await eventOf(t, svix);
          expect(["ignored", "failed", "applied"]).toContain(event.status);
          expect(JSON.stringify(event).length).toBeLessThan(10_000);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("cannot reach an object's prototype", async () => {
    const body = `{"type":"user.created","__proto__":{"polluted":1},"data":${JSON.stringify(
      clerkUser(),
    ).slice(0, -1)},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}`;
    expect(await sent(body)).toMatchObject({ status: "applied" });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada" });
  });

  it.each(["1e999", "-1e999", "-1", "0.5", "9007199254740993", "null", '"soon"'])(
    "whose times are %s ends in a named state",
    async (time) => {
      const user = JSON.stringify(clerkUser()).replace(/"updated_at":\d+/, `"updated_at":${time}`);
      const event = await sent(`{"type":"user.created","timestamp":${time},"data":${user}}`);
      expect(["applied", "failed"]).toContain(event.status);
      if (event.status === "failed") expect(event.error?.message).toContain("updated_at");
    },
  );

  it("with half a character in it is stored as text that UTF-8 can hold", async () => {
    const user = { ...clerkUser(), first_name: "A\ud83d", "bad\udc00key": 1 };
    const event = await sent(JSON.stringify(userEvent("user.created", user)));
    expect(event.status).toBe("applied");
    const { profile, sync } = await findPerson(t);
    expect(profile?.first_name).toBe("A\ufffd");
    for (const row of [event, profile, sync]) {
      expect(JSON.stringify(row)).not.toMatch(/\\ud[89a-f]/i);
    }
  });

  it.each(["type", "instance_id"])(
    "whose %s is of 100,000 letters stores none of them",
    async (key) => {
      const event = await sent(
        JSON.stringify({ ...userEvent("user.created", clerkUser()), [key]: "x".repeat(100_000) }),
      );
      expect(JSON.stringify(event).length).toBeLessThan(5_000);
    },
  );

  it("whose id is of 100,000 letters is about nobody", async () => {
    const event = await sent(JSON.stringify(created({ id: "u".repeat(100_000) })));
    expect(event).toMatchObject({ status: "ignored", externalId: null });
    expect(await allRows(t, "users")).toEqual([]);
  });

  it("with a name of 10,000 letters fails with the field, and can be replayed", async () => {
    const event = await sent(JSON.stringify(created({ first_name: "x".repeat(10_000) })));
    expect(event).toMatchObject({ status: "failed", error: { kind: "invalid_payload" } });
    expect(event.error?.message).toContain("first_name");
  });

  it.each([
    ["markup", "<img src=x onerror=alert(1)>"],
    ["a right-to-left override", "Ada\u202egnp.exe"],
    ["zero-width joiners", "A\u200dd\u200da"],
    ["a formula", '=HYPERLINK("https://attacker.test","Ada")'],
    ["a null character", "Ada\u0000"],
  ])("with %s in a name keeps it as the text that it is", async (_, name) => {
    expect(await sent(JSON.stringify(created({ first_name: name })))).toMatchObject({
      status: "applied",
    });
    expect((await findPerson(t)).profile?.first_name).toBe(name);
  });
});

describe("somebody signed in who means harm", () => {
  const OPERATION = "33333333-3333-4333-8333-333333333333";
  const save = (changes: Record<string, unknown>, operation_id = OPERATION) =>
    signedIn(t, ADA).mutation(api.users.updateProfile, { operation_id, changes });

  beforeEach(async () => {
    await deliver(t, created());
  });

  it("cannot write a field that is not theirs to write", async () => {
    for (const field of ["email", "externalId", "role", "profile_image_url", "__proto__ ", "_id"]) {
      await expect(save({ [field]: "x" })).rejects.toThrow();
    }
    expect((await findPerson(t)).profile).toMatchObject({ externalId: ADA });
  });

  it("cannot store a name longer than Clerk takes, nor a thousand interests", async () => {
    await expect(save({ first_name: "x".repeat(10_000) })).rejects.toThrow(/at most/);
    await expect(
      save({ interests: Array.from({ length: 1_000 }, (_, n) => `interest ${n}`) }),
    ).rejects.toThrow(/at most/);
    expect((await findPerson(t)).profile).toMatchObject({ first_name: "Ada" });
  });

  it("cannot make the id of a save a megabyte long", async () => {
    await expect(save({ first_name: "Eve" }, "x".repeat(1_000_000))).rejects.toThrow();
    expect(await allRows(t, "outboxWrites")).toEqual([]);
  });
});
