import preview from "#.storybook/preview";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { DebugAuthView } from "../../src/components/DebugAuth/DebugAuth.view";
import type { DebugAuthModel } from "../../src/components/DebugAuth/DebugAuth.utils";

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

const model: DebugAuthModel = {
  clerk: { status: "signed_in", userId: "user_2ada", sessionId: "sess_2ada" },
  token: {
    status: "present",
    claims: {
      sub: "user_2ada",
      aud: "convex",
      iss: "https://clerk.example.com",
      email: "ada@analytical.example",
      exp: inSeconds(42),
    },
  },
  convex: { auth: "authenticated", connected: true },
  saves: [
    {
      at: Date.UTC(2026, 0, 15, 12, 0, 5),
      fields: ["username"],
      operationIds: ["op_2"],
      outcome: "failed",
      convex: { status: "done" },
      clerk: {
        status: "refused",
        code: "form_identifier_exists",
        message: "That username is taken.",
        field: "username",
      },
    },
    {
      at: Date.UTC(2026, 0, 15, 12),
      fields: ["first_name", "image_url"],
      operationIds: ["op_0", "op_1"],
      outcome: "saved",
      convex: { status: "done" },
      clerk: { status: "done" },
    },
  ],
};

/** For developers alone: what each side believes. A production build has nothing of it. */
const meta = preview.meta({
  title: "Components/DebugAuth",
  component: DebugAuthView,
  args: { model, defaultOpen: true },
});

/** Both sides agree who this is. What is copied has ids, and neither the token nor the address. */
export const SignedIn = meta.story({
  play: async ({ canvas }) => {
    const writeText = fn(async (_: string) => {});
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    await expect(canvas.getByText(/^expires in \d+ s$/)).toBeVisible();
    await userEvent.click(canvas.getByRole("button", { name: "Copy as text" }));
    await expect(await canvas.findByRole("button", { name: "Copied" })).toBeVisible();
    const [text = ""] = writeText.mock.calls[0] ?? [];
    await expect(text).toContain("user user_2ada");
    await expect(text).not.toContain("analytical");
    Reflect.deleteProperty(navigator, "clipboard");
  },
});

/** Closed it is one line. */
export const Closed = meta.story({
  args: { defaultOpen: false },
  play: async ({ canvas }) => {
    const session = canvas.getByText("sess_2ada");
    await expect(session).not.toBeVisible();
    await userEvent.click(canvas.getByText("Debug: session and saves"));
    await waitFor(() => expect(session).toBeVisible());
  },
});

/** By keyboard: Tab reaches its line and, once that is open, the button that copies. */
export const ByKeyboard = meta.story({
  play: async ({ canvas }) => {
    await userEvent.tab();
    const line = canvas.getByText("Debug: session and saves");
    await expect(line.closest("summary")).toHaveFocus();
    await userEvent.tab();
    await expect(canvas.getByRole("button", { name: "Copy as text" })).toHaveFocus();
    for (const name of ["Clerk", "Convex"]) {
      await expect(canvas.getByRole("heading", { name })).toBeVisible();
    }
  },
});

/** A token that has run out: the next call to Clerk brings another. */
export const Expired = meta.story({
  args: { model: { ...model, token: { status: "present", claims: { exp: inSeconds(-8) } } } },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/^expired \d+ s ago/)).toBeVisible();
  },
});

/** The usual mistake at the beginning: Clerk has no JWT template called "convex". */
export const NoTemplate = meta.story({
  args: {
    model: {
      ...model,
      token: { status: "none" },
      convex: { auth: "rejected", connected: true },
      saves: [],
    },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/Is there a JWT template/)).toBeVisible();
  },
});

/** Nobody is signed in, and there is no connection. */
export const SignedOut = meta.story({
  args: {
    model: {
      clerk: { status: "signed_out" },
      token: { status: "none" },
      convex: { auth: "rejected", connected: false },
      saves: [],
    },
  },
});
