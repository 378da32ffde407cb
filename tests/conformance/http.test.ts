import { expect, it } from "vitest";
import { internal } from "./app/api";
import { conformance } from "./suite";

conformance("HTTP actions", (deploy) => {
  it("get the request as it was sent, and answer as they like", async () => {
    const t = await deploy();
    const body = new Uint8Array([0, 255, 10, 13]);
    const response = await t.fetch("/echo?a=1&b=%20", {
      method: "POST",
      headers: { "x-sent": "yes" },
      body,
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("x-method")).toBe("POST");
    expect(response.headers.get("x-search")).toBe("?a=1&b=%20");
    expect(response.headers.get("x-header")).toBe("yes");
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
  });

  it.each([
    ["/echo", "exact"],
    ["/echo/some/thing", "/echo/some/thing"],
    ["/echo/", "/echo/"],
    ["/echo/longer/path", "longer prefix"],
  ])("are found by path, then by the longest prefix: %s", async (path, answer) => {
    const t = await deploy();
    expect(await (await t.fetch(path)).text()).toBe(answer);
  });

  it.each([
    ["an unknown path", "/nothing", "GET"],
    ["another method", "/notes", "GET"],
    ["a path that only begins like an exact one", "/notes/more", "POST"],
  ])("are not found at %s", async (_what, path, method) => {
    const t = await deploy();
    expect((await t.fetch(path, { method })).status).toBe(404);
  });

  it("answer HEAD with the route of GET", async () => {
    const t = await deploy();
    expect((await t.fetch("/echo", { method: "HEAD" })).status).toBe(200);
  });

  it("run mutations and queries", async () => {
    const t = await deploy();
    await t.fetch("/notes", { method: "POST", body: "one" });
    const response = await t.fetch("/notes", { method: "POST", body: "two" });
    expect(await response.json()).toEqual(["one", "two"]);
  });

  it("store files", async () => {
    const t = await deploy();
    const response = await t.fetch("/files", {
      method: "PUT",
      headers: { "content-type": "text/css" },
      body: "a{}",
    });
    expect(response.headers.get("content-type")).toBe("text/css");
    expect(await response.text()).toBe("a{}");
  });

  it("keep what they had committed when they throw", async () => {
    const t = await deploy();
    await t.fetch("/notes-then-throws", { method: "POST", body: "kept" }).catch(() => null);
    expect(await t.admin.query(internal.nested.texts, {})).toEqual(["kept"]);
  });
});
