import { actionGeneric, mutationGeneric, queryGeneric } from "convex/server";
import { afterEach, expect, test, vi } from "vitest";
import { component, start, STORES } from "./harness";
import type { GenericId } from "convex/values";

type FileId = GenericId<"_storage">;

const files = {
  uploadUrl: mutationGeneric((ctx) => ctx.storage.generateUploadUrl()),
  url: queryGeneric((ctx, { id }: { id: FileId }) => ctx.storage.getUrl(id)),
  row: queryGeneric((ctx, { id }: { id: FileId }) => ctx.db.system.get("_storage", id)),
  remove: mutationGeneric((ctx, { id }: { id: FileId }) => ctx.storage.delete(id)),
  removeAndThrow: mutationGeneric(async (ctx, { id }: { id: FileId }) => {
    await ctx.storage.delete(id);
    throw new Error("changed my mind");
  }),
  store: actionGeneric((ctx, { text }: { text: string }) =>
    ctx.storage.store(new Blob([text], { type: "text/plain" })),
  ),
  read: actionGeneric(async (ctx, { id }: { id: FileId }) => {
    const file = await ctx.storage.get(id);
    return file === null ? null : { type: file.type, text: await file.text() };
  }),
};
const app = component({ files });
const bytes = (text: string) => new TextEncoder().encode(text);

afterEach(() => {
  vi.useRealTimers();
});

test.each(STORES)(
  "files are kept with their type and hash in the %s store",
  async (_n, makeStore) => {
    const { engine, query, action } = await start(app, { store: makeStore() });
    const id = await engine.files.store(bytes("hello"), "text/plain");
    const file = engine.files.get(id);
    expect(file?.contentType).toBe("text/plain");
    expect(new TextDecoder().decode(file?.bytes)).toBe("hello");
    expect(await query("files:url", { id })).toBe(`http://127.0.0.1:3210/api/storage/${id}`);
    expect(await query("files:row", { id })).toMatchObject({
      size: 5,
      contentType: "text/plain",
      sha256: "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    });
    expect(await action("files:read", { id })).toEqual({ type: "text/plain", text: "hello" });
  },
);

test("actions store files", async () => {
  const { engine, action } = await start(app);
  const id = (await action("files:store", { text: "from an action" })) as string;
  expect(new TextDecoder().decode(engine.files.get(id)?.bytes)).toBe("from an action");
});

test("a file is gone once the mutation that deletes it has committed", async () => {
  const { engine, query, mutation } = await start(app);
  const id = await engine.files.store(bytes("x"), null);
  await expect(mutation("files:removeAndThrow", { id })).rejects.toThrow("changed my mind");
  expect(engine.files.get(id)).not.toBeNull();
  await mutation("files:remove", { id });
  expect([engine.files.get(id), await query("files:url", { id })]).toEqual([null, null]);
});

test("an upload address is good once, and for an hour", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const { engine, mutation } = await start(app);
  const token = async () =>
    new URL((await mutation("files:uploadUrl")) as string).searchParams.get("token") ?? "";
  const [first, second] = [await token(), await token()];
  expect([engine.files.redeemUpload(first), engine.files.redeemUpload(first)]).toEqual([
    true,
    false,
  ]);
  vi.setSystemTime(Date.now() + 60 * 60 * 1000 + 1);
  expect(engine.files.redeemUpload(second)).toBe(false);
  expect(engine.files.redeemUpload("made up")).toBe(false);
});
