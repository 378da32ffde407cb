import { expect, it } from "vitest";
import { components, internal } from "./app/api";
import { conformance } from "./suite";

conformance("identity", (deploy) => {
  it("is null when signed out", async () => {
    const t = await deploy();
    expect(await t.read(({ auth }) => auth.getUserIdentity())).toBeNull();
    expect(await t.write(({ auth }) => auth.getUserIdentity())).toBeNull();
    expect(await t.act(({ auth }) => auth.getUserIdentity())).toBeNull();
  });

  it("holds the token's claims, custom ones included", async () => {
    const t = await deploy();
    const support = t.withIdentity({
      subject: "user_1",
      issuer: "https://clerk.test",
      name: "Ada",
      email: "ada@example.com",
      role: "support",
    });
    const expected = {
      subject: "user_1",
      issuer: "https://clerk.test",
      tokenIdentifier: "https://clerk.test|user_1",
      name: "Ada",
      email: "ada@example.com",
      role: "support",
    };
    expect(await support.read(({ auth }) => auth.getUserIdentity())).toEqual(expected);
    expect(await support.write(({ auth }) => auth.getUserIdentity())).toEqual(expected);
    expect(await support.act(({ auth }) => auth.getUserIdentity())).toEqual(expected);
  });

  it("is handed on to nested calls", async () => {
    const t = await deploy();
    const person = t.withIdentity({ subject: "user_1" });
    expect(await person.read((ctx) => ctx.runQuery(internal.nested.subject, {}))).toBe("user_1");
    expect(await person.write((ctx) => ctx.runQuery(internal.nested.subject, {}))).toBe("user_1");
    expect(await person.act((ctx) => ctx.runQuery(internal.nested.subject, {}))).toBe("user_1");
    expect(await person.act((ctx) => ctx.runAction(internal.nested.subjectInAction, {}))).toBe(
      "user_1",
    );
  });

  it("stops at the border of a component", async () => {
    const t = await deploy();
    const person = t.withIdentity({ subject: "user_1" });
    expect(
      await person.read((ctx) => ctx.runQuery(components.counter.public.whoami, {})),
    ).toBeNull();
  });

  it("of one caller is not that of the next", async () => {
    const t = await deploy();
    const subjects = await Promise.all(
      ["user_1", "user_2", "user_3"].map((subject) =>
        t.withIdentity({ subject }).act((ctx) => ctx.runQuery(internal.nested.subject, {})),
      ),
    );
    expect(subjects).toEqual(["user_1", "user_2", "user_3"]);
  });
});
