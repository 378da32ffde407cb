import { createClerkClient, verifyToken } from "@clerk/backend";
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { verifyWebhook } from "@clerk/backend/webhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startClerkServer, type ClerkServer } from "../../sandbox/clerk/node";
import { PNG, SIGNING_SECRET, testClerk, type TestClerk } from "../../sandbox/clerk/testing";

let sandbox: TestClerk;
let server: ClerkServer;
let clerk: ReturnType<typeof createClerkClient>;

beforeEach(async () => {
  sandbox = await testClerk();
  server = await startClerkServer({ clerk: sandbox.clerk, port: 0 });
  clerk = createClerkClient({ secretKey: sandbox.secretKey, apiUrl: server.url });
});
afterEach(() => server.close());

describe("the unmodified Backend API client", () => {
  it("creates, reads, changes and deletes a person", async () => {
    const ada = await clerk.users.createUser({
      username: "ada-l",
      firstName: "Ada",
      lastName: "Lovelace",
      emailAddress: ["ada@example.test"],
      publicMetadata: { role: "support" },
    });
    expect(ada.primaryEmailAddress?.emailAddress).toBe("ada@example.test");
    const changed = await clerk.users.updateUser(ada.id, { lastName: "King" });
    expect(changed.updatedAt).toBeGreaterThan(ada.updatedAt);
    expect(await clerk.users.getUser(ada.id)).toMatchObject({
      username: "ada-l",
      fullName: "Ada King",
      hasImage: false,
      publicMetadata: { role: "support" },
    });
    expect(await clerk.users.deleteUser(ada.id)).toMatchObject({ id: ada.id, deleted: true });
    await expect(clerk.users.getUser(ada.id)).rejects.toMatchObject({ status: 404 });
  });

  it("lists people page by page, with the total beside each page", async () => {
    // Moments of their own: people of the same millisecond are listed in any order.
    for (const [created_at, username] of ["anna", "bert", "carl"].entries()) {
      await sandbox.clerk.users.create({ username, created_at: 1_000 + created_at });
    }
    const page = await clerk.users.getUserList({ limit: 2, offset: 1, orderBy: "+created_at" });
    expect(page.data.map((user) => user.username)).toEqual(["bert", "carl"]);
    expect(page.totalCount).toBe(3);
    const found = await clerk.users.getUserList({ username: ["CARL"] });
    expect(found.data.map((user) => user.username)).toEqual(["carl"]);
    expect(found.totalCount).toBe(1);
  });

  it("lists the JWT templates, and an edited one makes other tokens", async () => {
    const { data } = await clerk.jwtTemplates.list();
    expect(data).toMatchObject([
      { name: "convex", claims: { aud: "convex", role: "{{user.public_metadata.role}}" } },
    ]);
    const { id } = await sandbox.clerk.users.create({
      username: "dora",
      public_metadata: { role: "admin" },
    });
    const { sessionId } = await sandbox.signIn(id);
    const claims = async () => {
      const { json } = await sandbox.browser.post(`/v1/client/sessions/${sessionId}/tokens/convex`);
      return JSON.parse(atob(json.jwt?.split(".")[1] ?? ""));
    };
    expect(await claims()).toMatchObject({ aud: "convex", nickname: "dora", role: "admin" });
    await clerk.jwtTemplates.update({
      templateId: data[0]!.id,
      name: "convex",
      claims: { aud: "convex" },
    });
    expect(await claims()).toMatchObject({ aud: "convex" });
    expect(await claims()).not.toHaveProperty("role");
  });

  it("merges and replaces metadata", async () => {
    const { id } = await sandbox.clerk.users.create({
      username: "dora",
      public_metadata: { a: { b: 1, c: 2 }, d: 3 },
    });
    const merged = await clerk.users.updateUserMetadata(id, {
      publicMetadata: { a: { b: null, e: 4 } },
    });
    expect(merged.publicMetadata).toEqual({ a: { c: 2, e: 4 }, d: 3 });
    const replaced = await clerk.users.replaceUserMetadata(id, { publicMetadata: { f: 5 } });
    expect(replaced.publicMetadata).toEqual({ f: 5 });
  });

  it("uploads a picture that can be fetched, and takes it away", async () => {
    const { id } = await sandbox.clerk.users.create({ username: "emil" });
    const file = new Blob([PNG], { type: "image/png" });
    const first = await clerk.users.updateUserProfileImage(id, { file });
    const second = await clerk.users.updateUserProfileImage(id, { file });
    expect(second.hasImage).toBe(true);
    expect(second.imageUrl).not.toBe(first.imageUrl);
    const picture = await fetch(second.imageUrl.replace(sandbox.clerk.issuer, server.url));
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(PNG);
    const removed = await clerk.users.deleteUserProfileImage(id);
    expect(removed.hasImage).toBe(false);
    const initials = await fetch(removed.imageUrl.replace(sandbox.clerk.issuer, server.url));
    expect(initials.headers.get("content-type")).toBe("image/svg+xml");
  });

  it("gets Clerk's errors as such", async () => {
    await sandbox.clerk.users.create({ username: "taken" });
    const error = await clerk.users.createUser({ username: "Taken" }).catch((caught) => caught);
    expect(isClerkAPIResponseError(error)).toBe(true);
    expect(error).toMatchObject({
      status: 422,
      errors: [{ code: "form_identifier_exists", meta: { paramName: "username" } }],
    });
    sandbox.clerk.faults.set({ on: "backend", effect: "rate_limit", retry_after: 7, times: 1 });
    const limited = clerk.users.getUserList();
    await expect(limited).rejects.toMatchObject({ status: 429, retryAfter: 7 });
    const stranger = createClerkClient({ secretKey: "sk_test_other", apiUrl: server.url });
    await expect(stranger.users.getCount()).rejects.toMatchObject({ status: 401 });
  });

  it("verifies session tokens against the published keys", async () => {
    const user = await sandbox.clerk.users.create({ username: "frida" });
    const { token } = await sandbox.signIn(user.id);
    const claims = await verifyToken(token, { secretKey: sandbox.secretKey, apiUrl: server.url });
    expect(claims).toMatchObject({ sub: user.id, iss: sandbox.clerk.issuer });
  });

  it("issues sign-in tokens", async () => {
    const user = await sandbox.clerk.users.create({ username: "gustav" });
    const { token } = await clerk.signInTokens.createSignInToken({
      userId: user.id,
      expiresInSeconds: 60,
    });
    expect(await sandbox.signInWith(token)).toMatchObject({ userId: user.id });
  });

  it("verifies webhooks", async () => {
    const user = await sandbox.clerk.users.create({ username: "hilda" });
    await sandbox.clerk.webhooks.deliverDue();
    const [request] = sandbox.deliveries;
    if (!request) throw new Error("no webhook was sent");
    const event = await verifyWebhook(request, { signingSecret: SIGNING_SECRET });
    expect(event).toMatchObject({ type: "user.created", data: { id: user.id } });
  });
});
