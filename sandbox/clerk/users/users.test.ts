import { existsSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ClerkError } from "../errors";
import { PNG, testClerk } from "../testing";

afterEach(() => vi.useRealTimers());

/** The code and the parameter with which Clerk refuses. */
async function refusal(attempt: () => unknown): Promise<{ code?: string; param?: unknown }> {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof ClerkError)) throw error;
    const [item] = error.items;
    return { code: item?.code, param: item?.meta?.param_name };
  }
  return {};
}

describe("usernames", () => {
  it.each([
    ["abc", "form_username_invalid_length"],
    ["a".repeat(65), "form_username_invalid_length"],
    ["with space", "form_username_invalid_character"],
    ["ünicode", "form_username_invalid_character"],
    ["12345", "form_username_needs_non_number_char"],
  ])("%s is refused", async (username, code) => {
    const { clerk } = await testClerk();
    const refused = await refusal(() => clerk.users.create({ username }));
    expect(refused).toEqual({ code, param: "username" });
  });

  it("are kept in lower case and taken in any case", async () => {
    const { clerk } = await testClerk();
    expect((await clerk.users.create({ username: "Ada_L" })).username).toBe("ada_l");
    const refused = await refusal(() => clerk.users.create({ username: "ADA_L" }));
    expect(refused).toEqual({ code: "form_identifier_exists", param: "username" });
  });

  it("are free again once given up or deleted, and one's own is not taken", async () => {
    const { clerk } = await testClerk();
    const ada = await clerk.users.create({ username: "ada-l" });
    await clerk.users.update(ada.id, { username: "ada-l" });
    await clerk.users.update(ada.id, { username: "countess" });
    const other = await clerk.users.create({ username: "ada-l" });
    clerk.users.delete(other.id);
    expect(await refusal(() => clerk.users.create({ username: "ada-l" }))).toEqual({});
  });
});

describe("people", () => {
  it("cannot share an e-mail address", async () => {
    const { clerk } = await testClerk();
    await clerk.users.create({ email_address: ["ada@example.test"] });
    const refused = await refusal(() =>
      clerk.users.create({ email_address: ["ADA@example.test"] }),
    );
    expect(refused).toEqual({ code: "form_identifier_exists", param: "email_address" });
    const invalid = await refusal(() => clerk.users.create({ email_address: ["no address"] }));
    expect(invalid).toEqual({ code: "form_param_format_invalid", param: "email_address" });
  });

  it("leave no trace of a change that was refused", async () => {
    const { clerk, deliveries } = await testClerk();
    await clerk.users.create({ username: "taken" });
    const ada = await clerk.users.create({ username: "ada-l" });
    await refusal(() => clerk.users.update(ada.id, { first_name: "Ada", username: "taken" }));
    expect(clerk.users.get(ada.id)).toEqual(ada);
    await clerk.webhooks.deliverDue();
    expect(deliveries).toHaveLength(2);
  });

  it("get an updated_at that grows with each change, also within one millisecond", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 5000 });
    const { clerk } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    const times = [clerk.users.get(id)?.updated_at];
    times.push((await clerk.users.update(id, { first_name: "Ada" })).updated_at);
    times.push(clerk.users.setPicture(id, PNG).updated_at);
    times.push(clerk.users.removePicture(id).updated_at);
    expect(times).toEqual([5000, 5001, 5002, 5003]);
  });

  it("empty a name with an empty text", async () => {
    const { clerk } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l", first_name: "Ada" });
    expect((await clerk.users.update(id, { first_name: "" })).first_name).toBeNull();
  });

  it("have the picture of their initials until they upload one, and again afterwards", async () => {
    const { clerk } = await testClerk();
    const ada = await clerk.users.create({ username: "ada-l", first_name: "Ada" });
    const initials = async (url: string) => (await clerk.handle(new Request(url))).text();
    expect(await initials(ada.image_url)).toContain(">A</text>");
    const uploaded = clerk.users.setPicture(ada.id, PNG);
    expect(uploaded.has_image).toBe(true);
    expect(clerk.users.setPicture(ada.id, PNG).image_url).not.toBe(uploaded.image_url);
    expect(clerk.users.removePicture(ada.id)).toMatchObject({
      has_image: false,
      image_url: ada.image_url,
    });
  });

  it("have blob: addresses in a page, which load as soon as they are named", async () => {
    const { clerk, deliveries } = await testClerk({ filesUrl: "blob" });
    const ada = await clerk.users.create({ username: "ada-l", first_name: "Ada" });
    expect(await (await fetch(ada.image_url)).text()).toContain(">A</text>");
    clerk.users.setPicture(ada.id, PNG);
    await clerk.webhooks.deliverDue();
    const told = (await deliveries[1]?.json()) as { data: { image_url: string } };
    const picture = await fetch(told.data.image_url);
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(PNG);
    expect(picture.headers.get("content-type")).toBe("image/png");
  });

  it.each([
    ["no picture", new TextEncoder().encode("<svg/>"), "avatar_file_type_invalid"],
    ["too large", new Uint8Array(10 * 1024 * 1024 + 1), "avatar_file_size_exceeded"],
  ])("are refused a file that is %s", async (_, bytes, code) => {
    const { clerk } = await testClerk();
    const { id } = await clerk.users.create({ username: "ada-l" });
    expect(await refusal(() => clerk.users.setPicture(id, bytes))).toEqual({ code, param: "file" });
  });

  it("are all still there when the store is opened again", async () => {
    const { clerk, store } = await testClerk();
    const ada = await clerk.users.create({ username: "ada-l", email_address: ["a@example.test"] });
    const again = await testClerk({ store });
    expect(again.clerk.users.list()).toEqual([ada]);
    const refused = await refusal(() => again.clerk.users.create({ username: "ada-l" }));
    expect(refused.code).toBe("form_identifier_exists");
    await again.clerk.webhooks.deliverDue();
    expect(again.deliveries).toHaveLength(1);
  });
});

const SAMPLES = new URL("../../../../shared/data/clerk/", import.meta.url);

describe.skipIf(!existsSync(SAMPLES))("a user's JSON beside Clerk's own samples", () => {
  const sample = (file: string) =>
    JSON.parse(readFileSync(new URL(file, SAMPLES), "utf8")) as Record<string, unknown>;
  const firstEmail = (user: Record<string, unknown>) =>
    Object.keys((user.email_addresses as object[])[0] ?? {});

  it("has every key of the Backend API's sample", async () => {
    const real = sample("backend-api-user.json");
    const { clerk } = await testClerk();
    const made = await clerk.users.create({ email_address: ["ada@example.test"] });
    expect(Object.keys(made)).toEqual(expect.arrayContaining(Object.keys(real)));
    expect(firstEmail(made)).toEqual(expect.arrayContaining(firstEmail(real)));
  });

  it("has every key of the webhook's sample, but for two that Clerk has dropped", async () => {
    const real = sample("user.created.json");
    const { clerk, deliveries } = await testClerk();
    await clerk.users.create({ email_address: ["ada@example.test"] });
    await clerk.webhooks.deliverDue();
    const made = (await deliveries[0]?.json()) as Record<string, unknown>;
    expect(Object.keys(made)).toEqual(expect.arrayContaining(Object.keys(real)));
    const expected = Object.keys(real.data as object).filter(
      (key) => key !== "birthday" && key !== "gender",
    );
    expect(Object.keys(made.data as object)).toEqual(expect.arrayContaining(expected));
  });
});
