import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createObjectUrls } from "./objectUrls";

const revoked: string[] = [];

beforeEach(() => {
  revoked.length = 0;
  let made = 0;
  vi.spyOn(URL, "createObjectURL").mockImplementation(() => `blob:${++made}`);
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => void revoked.push(url));
});
afterEach(() => vi.restoreAllMocks());

describe("object URLs", () => {
  it("are revoked once they are not in use any more, and only once", () => {
    const urls = createObjectUrls();
    const first = urls.create(new Blob());
    urls.inUse([first]);
    expect(revoked).toEqual([]);
    urls.inUse([]);
    urls.inUse([]);
    urls.revokeAll();
    expect(revoked).toEqual([first]);
  });

  it("are left alone while nobody can have shown them yet", () => {
    const urls = createObjectUrls();
    const first = urls.create(new Blob());
    urls.inUse([]);
    expect(revoked).toEqual([]);
    urls.inUse([first]);
    expect(revoked).toEqual([]);
  });

  it("all go at the end, in use or not", () => {
    const urls = createObjectUrls();
    const made = [urls.create(new Blob()), urls.create(new Blob())];
    urls.inUse(made.slice(0, 1));
    urls.revokeAll();
    expect(revoked).toEqual(made);
  });
});
