import preview from "#.storybook/preview";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import { ProfileFormView } from "../../src/components/ProfileForm";
import { AppWithRouter, FormBesideAnotherTab, ready } from "./profileForm.builders";

/** The form between two saves: what is said while typing, and what arrives from elsewhere. */
const meta = preview.meta({
  title: "Components/ProfileForm/Editing",
  component: ProfileFormView,
  args: { model: ready() },
});

const never = () => new Promise<never>(() => {});

/** Asked about once the typing pauses. Nobody knows of another: a hint, for Clerk decides. */
export const UsernameFree = meta.story({
  args: { draft: { username: "countess" }, model: ready({ checkUsername: async () => true }) },
  play: async ({ canvas }) => {
    const username = canvas.getByLabelText("Username");
    await waitFor(() => expect(username).toHaveAccessibleDescription(/^Free/));
    await expect(username).not.toBeInvalid();
  },
});

/** Somebody else has it. It can be saved all the same: they may just have given it up. */
export const UsernameTaken = meta.story({
  args: { draft: { username: "grace_h" }, model: ready({ checkUsername: async () => false }) },
  play: async ({ canvas }) => {
    const username = canvas.getByLabelText("Username");
    await waitFor(() => expect(username).toHaveAccessibleDescription(/^Somebody else/));
    await expect(canvas.getByRole("button", { name: "Save changes" })).not.toHaveAttribute(
      "aria-disabled",
    );
  },
});

/** The question is on its way. */
export const UsernameChecking = meta.story({
  args: { draft: { username: "countess" }, model: ready({ checkUsername: never }) },
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText("Username")).toHaveAccessibleDescription(/^Looking/);
  },
});

/** Nobody could be asked, as without a connection. Saving is not held up by that. */
export const UsernameUnchecked = meta.story({
  args: {
    draft: { username: "countess" },
    model: ready({ checkUsername: () => Promise.reject(new Error("No connection.")) }),
  },
  play: async ({ canvas }) => {
    const username = canvas.getByLabelText("Username");
    await waitFor(() => expect(username).toHaveAccessibleDescription(/^Could not look/));
  },
});

/** Outside of Clerk's usual rules. An instance may have others, so this is no error. */
export const UsernameUnusual = meta.story({
  args: { draft: { username: "adä" }, model: ready({ checkUsername: fn(never) }) },
  play: async ({ canvas, args }) => {
    const username = canvas.getByLabelText("Username");
    await expect(username).toHaveAccessibleDescription(/letters a to z/);
    const { model } = args;
    await expect(model.status === "ready" && model.checkUsername).not.toHaveBeenCalled();
  },
});

/** Answers come in any order; only the one about what stands in the field is shown. */
export const LateAnswerIsDropped = meta.story({
  args: {
    model: ready({
      checkUsername: fn((username: string, signal: AbortSignal) =>
        username === "grace"
          ? new Promise<boolean>((resolve) =>
              signal.addEventListener("abort", () => resolve(false)),
            )
          : Promise.resolve(true),
      ),
    }),
  },
  play: async ({ canvas, args: { model } }) => {
    const username = canvas.getByLabelText("Username");
    await userEvent.clear(username);
    await userEvent.type(username, "grace");
    await waitFor(() =>
      expect(model.status === "ready" && model.checkUsername).toHaveBeenCalledOnce(),
    );
    await userEvent.type(username, "_h");
    await waitFor(() => expect(username).toHaveAccessibleDescription(/^Free/));
  },
});

/** Changed in another tab while being typed in here: theirs is offered, yours is untouched. */
export const ChangedElsewhere = meta.story({
  render: () => (
    <FormBesideAnotherTab
      draft={{ first_name: "Augusta", interests: ["Engines", "Poetry", "Chess"] }}
      theirs={{ first_name: "Augusta Ada", last_name: "King", interests: ["Mathematics"] }}
    />
  ),
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Save in another tab" }));
    // What is not being edited just follows.
    await expect(canvas.getByLabelText("Last name")).toHaveValue("King");
    const first = canvas.getByLabelText("First name");
    await expect(first).toHaveValue("Augusta");
    await expect(first).toHaveAccessibleDescription(/Changed elsewhere .*Augusta Ada/);
    await expect(canvas.getByText(/meanwhile to “Mathematics”/)).toBeVisible();

    const [useTheirs] = canvas.getAllByRole("button", { name: "Use that" });
    await userEvent.click(useTheirs as HTMLElement);
    await expect(first).toHaveValue("Augusta Ada");
    await userEvent.click(canvas.getByRole("button", { name: "Keep mine" }));
    await expect(canvas.getByText("Not saved yet: Interests.")).toBeVisible();
  },
});

/** A link is followed while something is unsaved: it asks first, and staying loses nothing. */
export const LeavingByLink = meta.story({
  args: { draft: { first_name: "Augusta" } },
  render: (args) => (
    <>
      <p style={{ marginBlockEnd: "1rem" }}>
        <a href="?page=elsewhere">Another page of the app</a>
      </p>
      <ProfileFormView {...args} />
    </>
  ),
  play: async ({ canvas, canvasElement }) => {
    await userEvent.click(canvas.getByRole("link", { name: "Another page of the app" }));
    const page = within(canvasElement.ownerDocument.body);
    const dialog = await page.findByRole("dialog", { name: "Leave without saving?" });
    await expect(dialog).toHaveAccessibleDescription(/First name/);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(page.queryByRole("dialog")).toBeNull());
    await expect(canvas.getByLabelText("First name")).toHaveValue("Augusta");
  },
});

/** Whoever agrees to lose the typing gets where the link leads. */
export const LeavingAnyway = meta.story({
  args: { draft: { first_name: "Augusta" } },
  render: (args) => (
    <AppWithRouter>
      <ProfileFormView {...args} />
    </AppWithRouter>
  ),
  play: async ({ canvas, canvasElement }) => {
    await userEvent.click(canvas.getByRole("link", { name: "Settings" }));
    const page = within(canvasElement.ownerDocument.body);
    await userEvent.click(await page.findByRole("button", { name: "Leave without saving" }));
    await expect(await canvas.findByRole("heading", { name: "Settings" })).toBeVisible();
  },
});

/** Closing the page with something unsaved makes the browser ask; with nothing, it does not. */
export const ClosingThePage = meta.story({
  args: { onUnsavedChange: fn() },
  play: async ({ canvas, args }) => {
    // The story before this one lets go of the page a moment after it is gone.
    await waitFor(() => expect(isPageHeld()).toBe(false));
    await userEvent.type(canvas.getByLabelText("First name"), "!");
    await expect(args.onUnsavedChange).toHaveBeenLastCalledWith({ unsaved: ["first_name"] });
    await waitFor(() => expect(isPageHeld()).toBe(true));
    await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
    await expect(args.onUnsavedChange).toHaveBeenLastCalledWith({ unsaved: [] });
    await waitFor(() => expect(isPageHeld()).toBe(false));
  },
});

/** By keyboard alone: a failed save leads to the list of what is wrong, and from there to a field. */
export const ErrorSummaryByKeyboard = meta.story({
  args: { draft: { first_name: "A\u0007da", username: "ada lovelace" } },
  play: async ({ canvas }) => {
    canvas.getByLabelText("Last name").focus();
    await userEvent.keyboard("{Enter}");
    const title = await canvas.findByText("2 fields need another look");
    await waitFor(() => expect(title.closest("[tabindex]")).toHaveFocus());
    await userEvent.tab();
    await userEvent.tab();
    await expect(canvas.getByRole("link", { name: /^Username: .*no spaces/ })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect(canvas.getByLabelText("Username")).toHaveFocus();
  },
});

/** Interests to choose from; the list holds as many as Convex takes. */
export const SuggestedInterests = meta.story({
  args: { suggestedInterests: ["Chess", "Engines", "Music", "Poetry"] },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Chess" }));
    await expect(canvas.getByText("Not saved yet: Interests.")).toBeVisible();
  },
});

function isPageHeld(): boolean {
  return !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}
