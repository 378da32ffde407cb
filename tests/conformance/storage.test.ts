import { expect, it } from "vitest";
import { api } from "./app/api";
import { conformance } from "./suite";

conformance("file storage", (deploy) => {
  it("gives back what was stored, with its type", async () => {
    const t = await deploy();
    const [text, type] = await t.act(async ({ storage }) => {
      const id = await storage.store(new Blob(["Grüße 😀"], { type: "text/plain" }));
      const blob = await storage.get(id);
      return [await blob?.text(), blob?.type];
    });
    expect([text, type]).toEqual(["Grüße 😀", "text/plain"]);
  });

  it("keeps bytes as they are", async () => {
    const t = await deploy();
    const units = await t.act(async ({ storage }) => {
      const id = await storage.store(new Blob([new Uint8Array([0, 1, 254, 255])]));
      return [...new Uint8Array((await (await storage.get(id))?.arrayBuffer()) ?? [])];
    });
    expect(units).toEqual([0, 1, 254, 255]);
  });

  it("describes a file in db.system", async () => {
    const t = await deploy();
    const id = await t.action(api.files.store, { text: "hello", type: "text/plain" });
    expect(await t.read(({ db }) => db.system.get(id))).toMatchObject({
      _id: id,
      size: 5,
      // SHA-256 of "hello", in base64.
      sha256: "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    });
    const listed = await t.read(({ db }) => db.system.query("_storage").collect());
    expect(listed.map((file) => file._id)).toEqual([id]);
  });

  it("has an address for a file, and none for a missing one", async () => {
    const t = await deploy();
    const id = await t.action(api.files.store, { text: "hello", type: "text/plain" });
    const address = await t.read(({ storage }) => storage.getUrl(id));
    expect(address).toMatch(/^https?:\/\/.*\/api\/storage\//);
    await t.write(({ storage }) => storage.delete(id));
    expect(await t.read(({ storage }) => storage.getUrl(id))).toBeNull();
  });

  it("makes addresses to upload to, each one new", async () => {
    const t = await deploy();
    const upload = () => t.write(({ storage }) => storage.generateUploadUrl());
    const [one, other] = [await upload(), await upload()];
    expect(one).toMatch(/^https?:\/\/.*\/api\/storage\/upload\?token=/);
    expect(one).not.toBe(other);
  });

  it("deletes", async () => {
    const t = await deploy();
    const id = await t.action(api.files.store, { text: "hello", type: "text/plain" });
    await t.write(({ storage }) => storage.delete(id));
    expect(await t.action(api.files.text, { id })).toBeNull();
    expect(await t.read(({ db }) => db.system.get(id))).toBeNull();
    await expect(t.write(({ storage }) => storage.delete(id))).rejects.toThrow();
  });

  it("keeps a file when the mutation that deleted it throws", async () => {
    const t = await deploy();
    const id = await t.action(api.files.store, { text: "hello", type: "text/plain" });
    const failing = t.write(async ({ storage }) => {
      await storage.delete(id);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await t.action(api.files.text, { id })).toBe("hello");
  });

  it("is null for a file that is not there", async () => {
    const t = await deploy();
    const id = await t.action(api.files.store, { text: "hello", type: "text/plain" });
    await t.act(({ storage }) => storage.delete(id));
    expect(await t.act(({ storage }) => storage.get(id))).toBeNull();
  });
});
