import { afterEach, expect, test, vi } from "vitest";
import { uploadFile } from "../../src/sync/upload";
import { createPageRequest } from "../../sandbox/convex/hosts/pageRequest";

const HOST = "https://convex.sandbox.test";

/** Enough of a browser's own request to stand under the page's. */
class Base extends EventTarget {
  static readonly sent: string[] = [];
  upload = new Target();
  #url = "";
  get status() {
    return 0;
  }
  get responseText() {
    return "";
  }
  open(_method: string, url: string) {
    this.#url = url;
  }
  setRequestHeader() {}
  send() {
    Base.sent.push(this.#url);
  }
  abort() {}
  override dispatchEvent(event: Event) {
    return Target.prototype.dispatchEvent.call(this, event);
  }
}

/** Calls `onload` for "load" and so on, as a browser does. */
class Target extends EventTarget {
  override dispatchEvent(event: Event) {
    const handler: unknown = Reflect.get(this, `on${event.type}`);
    if (typeof handler === "function") handler.call(this, event);
    return super.dispatchEvent(event);
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

function installFor(fetch: typeof globalThis.fetch) {
  const host = { serves: (url: string | URL) => String(url).startsWith(`${HOST}/`), fetch };
  const Request = createPageRequest(host, Base as unknown as typeof XMLHttpRequest);
  vi.stubGlobal("XMLHttpRequest", Request);
}

const file = new File(["a picture"], "a.png", { type: "image/png" });
const upload = (url: string, signal = new AbortController().signal) => {
  const shares: number[] = [];
  const onProgress = (share: number) => void shares.push(share);
  return { shares, answer: uploadFile({ url, file, signal, onProgress }) };
};

test("an upload to the page's host is served there, with its type", async () => {
  const got: string[] = [];
  installFor(async (input, init) => {
    const request = new Request(input, init);
    got.push(`${request.method} ${request.headers.get("content-type")} ${await request.text()}`);
    return Response.json({ storageId: "file_1" });
  });
  const { answer, shares } = upload(`${HOST}/api/storage/upload`);
  await expect(answer).resolves.toEqual({ storageId: "file_1" });
  expect(got).toEqual(["POST image/png a picture"]);
  expect(shares.at(-1)).toBe(1);
});

test("it fails when the host cannot be reached, and when it is ended", async () => {
  installFor(
    (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      }),
  );
  const ending = new AbortController();
  const ended = upload(`${HOST}/api/storage/upload`, ending.signal);
  ending.abort();
  await expect(ended.answer).rejects.toThrow("ended");

  installFor(() => Promise.reject(new TypeError("Failed to fetch")));
  await expect(upload(`${HOST}/api/storage/upload`).answer).rejects.toThrow("get through");
});

test("requests to anybody else go their usual way", () => {
  installFor(() => Promise.reject(new Error("not for the host")));
  void upload("https://elsewhere.test/upload");
  expect(Base.sent).toEqual(["https://elsewhere.test/upload"]);
});
