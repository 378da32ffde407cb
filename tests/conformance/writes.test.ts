import { expect, it } from "vitest";
import { conformance } from "./suite";

conformance("writes", (deploy) => {
  it("give back what was inserted, with an id and a creation time", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "a", value: [1, "two"] }));
    const stored = await t.read(({ db }) => db.get(id));
    expect(stored).toEqual({
      _id: id,
      _creationTime: expect.any(Number) as number,
      label: "a",
      value: [1, "two"],
    });
  });

  it("give each document its own creation time, growing", async () => {
    const t = await deploy();
    const times = await t.write(async ({ db }) => {
      for (let i = 0; i < 20; i++) await db.insert("notes", { text: String(i) });
      return (await db.query("notes").collect()).map((note) => note._creationTime);
    });
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(new Set(times).size).toBe(20);
  });

  it("are seen by the mutation that makes them", async () => {
    const t = await deploy();
    const seen = await t.write(async ({ db }) => {
      const id = await db.insert("notes", { text: "a" });
      await db.patch(id, { text: "b" });
      return (await db.get(id))?.text;
    });
    expect(seen).toBe("b");
  });

  it("patch only the fields they name", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "a", value: 1, group: "g" }));
    await t.write(({ db }) => db.patch(id, { value: 2 }));
    expect(await t.read(({ db }) => db.get(id))).toMatchObject({
      label: "a",
      value: 2,
      group: "g",
    });
  });

  it("patch whole nested objects, not into them", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) =>
      db.insert("things", { label: "a", value: { left: 1, right: 2 } }),
    );
    await t.write(({ db }) => db.patch(id, { value: { left: 3 } }));
    expect((await t.read(({ db }) => db.get(id)))?.value).toEqual({ left: 3 });
  });

  it("remove a field that is patched with undefined", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "a", value: 1, group: "g" }));
    await t.write(({ db }) => db.patch(id, { value: undefined }));
    const stored = await t.read(({ db }) => db.get(id));
    expect(stored).not.toHaveProperty("value");
    expect(stored).toMatchObject({ label: "a", group: "g" });
  });

  it("replace all fields, and keep id and creation time", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "a", value: 1, group: "g" }));
    const before = await t.read(({ db }) => db.get(id));
    await t.write(({ db }) => db.replace(id, { label: "b" }));
    expect(await t.read(({ db }) => db.get(id))).toEqual({
      _id: id,
      _creationTime: before?._creationTime,
      label: "b",
    });
  });

  it("accept a document's own id and creation time in patch and replace", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("notes", { text: "a" }));
    await t.write(async ({ db }) => {
      const note = await db.get(id);
      if (note === null) throw new Error("the note is missing");
      await db.replace(id, { ...note, text: "b" });
      await db.patch(id, { ...note, text: "c" });
    });
    expect((await t.read(({ db }) => db.get(id)))?.text).toBe("c");
  });

  it("refuse another id in patch and replace", async () => {
    const t = await deploy();
    const { one, other } = await t.write(async ({ db }) => ({
      one: await db.insert("notes", { text: "a" }),
      other: await db.insert("notes", { text: "b" }),
    }));
    const changing = t.write(({ db }) => db.replace(one, { _id: other, text: "c" }));
    await expect(changing).rejects.toThrow(/_id/);
    expect((await t.read(({ db }) => db.get(one)))?.text).toBe("a");
  });

  it("delete", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("notes", { text: "a" }));
    await t.write(({ db }) => db.delete(id));
    expect(await t.read(({ db }) => db.get(id))).toBeNull();
    expect(await t.read(({ db }) => db.query("notes").collect())).toEqual([]);
  });

  it.each(["patch", "replace", "delete"] as const)(
    "refuse to %s what is gone",
    async (operation) => {
      const t = await deploy();
      const id = await t.write(({ db }) => db.insert("notes", { text: "a" }));
      await t.write(({ db }) => db.delete(id));
      const again = t.write(async ({ db }) => {
        if (operation === "delete") await db.delete(id);
        else if (operation === "patch") await db.patch(id, { text: "b" });
        else await db.replace(id, { text: "b" });
      });
      await expect(again).rejects.toThrow(/non-?existent/i);
    },
  );

  it("take the table's name with the id", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("notes", { text: "a" }));
    await t.write(({ db }) => db.patch("notes", id, { text: "b" }));
    expect((await t.read(({ db }) => db.get("notes", id)))?.text).toBe("b");
    await expect(t.read(({ db }) => db.get("things", id as never))).rejects.toThrow(/things/);
    await t.write(({ db }) => db.delete("notes", id));
    expect(await t.read(({ db }) => db.get("notes", id))).toBeNull();
  });

  it("are all undone when the mutation throws", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("notes", { text: "kept" }));
    const failing = t.write(async ({ db }) => {
      await db.patch(id, { text: "changed" });
      await db.insert("notes", { text: "new" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    const texts = await t.read(async ({ db }) =>
      (await db.query("notes").collect()).map((d) => d.text),
    );
    expect(texts).toEqual(["kept"]);
  });
});

conformance("ids", (deploy) => {
  it("are normalised for their own table only", async () => {
    const t = await deploy();
    const id = await t.write(({ db }) => db.insert("things", { label: "a" }));
    const normalised = await t.read(async ({ db }) => ({
      own: db.normalizeId("things", id),
      other: db.normalizeId("notes", id),
      text: db.normalizeId("things", "not an id"),
      empty: db.normalizeId("things", ""),
    }));
    expect(normalised).toEqual({ own: id, other: null, text: null, empty: null });
  });

  it("of deleted documents are still ids of their table", async () => {
    const t = await deploy();
    const id = await t.write(async ({ db }) => {
      const id = await db.insert("things", { label: "a" });
      await db.delete(id);
      return id;
    });
    expect(await t.read(async ({ db }) => db.normalizeId("things", id))).toBe(id);
  });

  it("that are none are refused", async () => {
    const t = await deploy();
    const getting = t.read(({ db }) => db.get("things", "not an id" as never));
    await expect(getting).rejects.toThrow(/id/i);
  });
});
