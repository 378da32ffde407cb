import { expect, it } from "vitest";
import { conformance } from "./suite";

conformance("queries and mutations", (deploy) => {
  it.each([
    ["fetch", () => fetch("http://127.0.0.1:9/")],
    ["set a timer", () => setTimeout(() => {}, 0)],
  ])("may not %s", async (_what, forbidden) => {
    const t = await deploy();
    const trying = async () => void (await forbidden());
    await expect(t.read(trying)).rejects.toThrow(/not (supported|allowed)|Can't use/i);
    await expect(t.write(trying)).rejects.toThrow(/not (supported|allowed)|Can't use/i);
  });

  it("may not write in queries", async () => {
    const t = await deploy();
    const writing = t.read(async ({ db }) => {
      await (db as unknown as { insert: (table: string, value: unknown) => unknown }).insert(
        "notes",
        {
          text: "a",
        },
      );
    });
    await expect(writing).rejects.toThrow();
  });

  it("read a database that stands still while they run", async () => {
    const t = await deploy();
    const [counts] = await Promise.all([
      t.read(async ({ db }) => {
        const before = (await db.query("notes").collect()).length;
        for (let i = 0; i < 5; i++) await db.query("things").collect();
        return [before, (await db.query("notes").collect()).length];
      }),
      t.write(({ db }) => db.insert("notes", { text: "meanwhile" })),
    ]);
    expect(counts[0]).toBe(counts[1]);
  });

  it("do not lose updates that run at the same time", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "counter", value: 0 }));
    await Promise.all(
      Array.from({ length: 10 }, () =>
        t.write(async ({ db }) => {
          const counter = await db.get(id);
          await db.patch(id, { value: (counter?.value as number) + 1 });
        }),
      ),
    );
    expect((await t.read(({ db }) => db.get(id)))?.value).toBe(10);
  });
});

conformance("actions", (deploy) => {
  it("may set timers", async () => {
    const t = await deploy();
    const waited = await t.act(
      () => new Promise<string>((resolve) => setTimeout(() => resolve("waited"), 0)),
    );
    expect(waited).toBe("waited");
  });

  it("have no database", async () => {
    const t = await deploy();
    expect(await t.act(async (ctx) => "db" in ctx)).toBe(false);
  });
});
