import { afterEach, describe, expect, it, vi } from "vitest";
import { uploadFile } from "./upload";

const file = new File(["a picture"], "a.png", { type: "image/png" });
const url = "https://convex.test/upload?token=1";

function upload(signal = new AbortController().signal) {
  const shares: number[] = [];
  const answer = uploadFile({ url, file, signal, onProgress: (share) => shares.push(share) });
  return { answer, shares };
}

/** As much of a browser's XMLHttpRequest as an upload touches; the test plays the network. */
class FakeRequest {
  static last: FakeRequest;
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  status = 0;
  responseText = "";
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  open = vi.fn();
  setRequestHeader = vi.fn();
  send = vi.fn();
  constructor() {
    FakeRequest.last = this;
  }
  abort() {
    this.onabort();
  }
  answer(status: number, text: string) {
    Object.assign(this, { status, responseText: text });
    this.onload();
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("an upload by XMLHttpRequest", () => {
  it("sends the file with its type, tells how far it is, and answers with the file's id", async () => {
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    const { answer, shares } = upload();
    const request = FakeRequest.last;
    expect(request.open).toHaveBeenCalledWith("POST", url);
    expect(request.setRequestHeader).toHaveBeenCalledWith("Content-Type", "image/png");
    expect(request.send).toHaveBeenCalledWith(file);
    request.upload.onprogress?.({ loaded: 3, total: 12 });
    request.answer(200, '{"storageId":"file_1"}');
    await expect(answer).resolves.toEqual({ storageId: "file_1" });
    expect(shares).toEqual([0, 0.25, 1]);
  });

  it("fails when it is refused, does not get through, or is ended", async () => {
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    const refused = upload();
    FakeRequest.last.answer(403, "{}");
    await expect(refused.answer).rejects.toThrow("403");

    const lost = upload();
    FakeRequest.last.onerror();
    await expect(lost.answer).rejects.toThrow("get through");

    const ending = new AbortController();
    const ended = upload(ending.signal);
    ending.abort();
    await expect(ended.answer).rejects.toThrow("ended");
  });
});

describe("an upload where there is no XMLHttpRequest", () => {
  it("goes by fetch", async () => {
    const fetch = vi.fn(async () => Response.json({ storageId: "file_1" }));
    vi.stubGlobal("fetch", fetch);
    const { answer, shares } = upload();
    await expect(answer).resolves.toEqual({ storageId: "file_1" });
    expect(fetch).toHaveBeenCalledWith(
      url,
      expect.objectContaining({ method: "POST", headers: { "Content-Type": "image/png" } }),
    );
    expect(shares).toEqual([0, 1]);
  });

  it("is not even begun when it has been ended before", async () => {
    const fetch = vi.fn();
    vi.stubGlobal("fetch", fetch);
    await expect(upload(AbortSignal.abort()).answer).rejects.toThrow();
    expect(fetch).not.toHaveBeenCalled();
  });
});
