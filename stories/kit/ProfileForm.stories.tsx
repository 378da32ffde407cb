import preview from "#.storybook/preview";
import { expect, fn, userEvent } from "storybook/test";
import { ProfileFormView } from "../../src/components/ProfileForm";
import { arabic, german } from "../../src/components/strings";
import {
  done,
  noAnswer,
  ready,
  refused,
  running,
  settled,
  skipped,
  InLanguage,
} from "./profileForm.builders";

const meta = preview.meta({
  title: "Components/ProfileForm/States",
  component: ProfileFormView,
  args: { model: ready() },
});

/** A person whose profile is equal on both sides. The save button waits for a change. */
export const Filled = meta.story({});

/** Nobody has told us anything yet: no name, no picture, and still nothing looks broken. */
export const Empty = meta.story({
  args: {
    model: ready({
      stored: { username: "", first_name: "", last_name: "", interests: [] },
      email: null,
      imageUrl: null,
    }),
  },
});

/** Names of any length wrap; nothing is cut off in the heading and nothing pushes the chip out. */
export const LongNames = meta.story({
  args: {
    model: ready({
      stored: {
        first_name: "Pablo Diego José Francisco de Paula Juan Nepomuceno",
        last_name: "María de los Remedios Cipriano de la Santísima Trinidad Ruiz y Picasso",
        username: "pablo_diego_jose_francisco_de_paula_juan_nepomuceno_picasso_1881",
      },
    }),
  },
});

/** A character is what a reader sees as one: the initials keep the astronaut whole. */
export const EmojiName = meta.story({
  args: {
    model: ready({
      stored: { first_name: "👩‍🚀 Mae", last_name: "Jemison", username: "mae" },
      imageUrl: null,
    }),
  },
});

/** Each field finds its own direction, so that names stay readable beside an English form. */
export const RightToLeftName = meta.story({
  args: {
    model: ready({
      stored: { first_name: "محمد", last_name: "علي بن أحمد", username: "m_ali" },
      imageUrl: null,
    }),
  },
});

/** A whole page from right to left: everything is mirrored, addresses and usernames are not. */
export const RightToLeftPage = meta.story({
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
});

/** The form's own shape, so that nothing jumps when the profile comes. */
export const Loading = meta.story({ args: { model: { status: "loading" } } });

/** What is typed and not saved is named beside the buttons. */
export const Unsaved = meta.story({
  args: { draft: { first_name: "Augusta", last_name: "King" } },
});

/** Both sides have been asked. The button keeps its width and the focus. */
export const Saving = meta.story({
  args: {
    model: ready({
      stored: { first_name: "Augusta" },
      syncStatus: "pending",
      saving: running(["first_name"], { convex: null, clerk: null }),
    }),
  },
});

/** No connection while saving: it says what happens next, in place of an endless spinner. */
export const Offline = meta.story({
  args: {
    model: ready({
      connected: false,
      stored: { first_name: "Augusta" },
      syncStatus: "pending",
      saving: running(["first_name"], { convex: null, clerk: noAnswer }, { connected: false }),
    }),
  },
});

/** Both sides have it. Quiet, because that is how it should be. */
export const Saved = meta.story({
  args: {
    model: ready({
      stored: { first_name: "Augusta" },
      syncStatus: "pending",
      saving: settled(["first_name"], { convex: done, clerk: done }),
    }),
  },
});

/** Clerk did not answer: saved here, and the server goes on asking. Nothing to do, so no button. */
export const OnItsWayToClerk = meta.story({
  args: {
    model: ready({
      stored: { first_name: "Augusta" },
      syncStatus: "pending",
      saving: settled(["first_name"], { convex: done, clerk: noAnswer }),
    }),
  },
});

/** Clerk has it and the app's server refused: it will come by itself, through Clerk's event. */
export const SavedInClerkOnly = meta.story({
  args: {
    model: ready({
      syncStatus: "drifted",
      saving: settled(["first_name"], {
        convex: refused("Too many saves in a short time."),
        clerk: done,
      }),
    }),
  },
});

/** What Convex alone owns is saved, although Clerk refused the rest. */
export const SavedInPart = meta.story({
  args: {
    draft: { username: "grace" },
    model: ready({
      saving: settled(["username", "interests"], {
        convex: done,
        clerk: refused("That username is taken. Please try another.", "username"),
      }),
    }),
  },
});

/** Clerk's reason stands at the field, what was typed is still there, the old value is back. */
export const RefusedAtUsername = meta.story({
  args: {
    draft: { username: "grace" },
    model: ready({
      saving: settled(["username"], {
        convex: done,
        clerk: refused("That username is taken. Please try another.", "username"),
      }),
    }),
  },
});

/** Neither side could be written. Nothing typed is lost, and trying again is one click. */
export const BothFailed = meta.story({
  args: {
    draft: { first_name: "Augusta" },
    model: ready({
      saving: settled(["first_name"], { convex: refused("No."), clerk: noAnswer }),
    }),
  },
});

/** The app's server refused what Clerk has no part in. */
export const ServerRefused = meta.story({
  args: {
    draft: { first_name: "Augusta" },
    model: ready({
      saving: settled(["first_name"], {
        convex: refused("The app's server could not save this."),
        clerk: skipped,
      }),
    }),
  },
});

/** A refusal that came after the tab was closed is told on the next visit. */
export const RefusedEarlier = meta.story({
  args: {
    model: ready({
      earlierRefusal: { operation_id: "op0", message: "That username is taken." },
    }),
  },
});

/** Clerk has no session. */
export const SignedOut = meta.story({ args: { model: { status: "signed_out" } } });

/** Clerk knows the person, and Convex does not take its word. Names the likely cause. */
export const NotAccepted = meta.story({ args: { model: { status: "not_accepted" } } });

/** Clerk's event has not arrived yet, and waiting is not the only choice. */
export const NoProfileYet = meta.story({
  args: { model: { status: "no_profile", create: fn() } },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Set it up now" }));
    const { model } = args;
    await expect(model.status === "no_profile" && model.create).toHaveBeenCalledOnce();
  },
});

/** Deleted in Clerk: there is nothing to edit and nothing to set up. */
export const Deleted = meta.story({ args: { model: { status: "deleted" } } });

/** On a narrow screen the fields stand under each other. */
export const Narrow = meta.story({
  args: { style: { maxInlineSize: "20rem" }, draft: { first_name: "Augusta" } },
});

/** Asks for the changed fields alone, trimmed. */
export const SendsOnlyWhatChanged = meta.story({
  args: { model: ready({ onSave: fn(() => new Promise<never>(() => {})) }) },
  play: async ({ canvas, args }) => {
    const firstName = canvas.getByLabelText("First name");
    await userEvent.clear(firstName);
    await userEvent.type(firstName, " Augusta ");
    await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
    const { model } = args;
    await expect(model.status === "ready" && model.onSave).toHaveBeenCalledWith({
      changes: { first_name: "Augusta" },
    });
  },
});

/** Undo brings back what is stored, and there is nothing left to save. */
export const Undone = meta.story({
  args: { draft: { first_name: "Augusta" } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Undo" }));
    await expect(canvas.getByLabelText("First name")).toHaveValue("Ada");
    await expect(canvas.getByText("Nothing to save.")).toBeVisible();
  },
});

/** The rules speak once the cursor has left the field, and the field says what is wrong. */
export const Mistake = meta.story({
  play: async ({ canvas }) => {
    const username = canvas.getByLabelText("Username");
    await userEvent.type(username, " lovelace");
    await expect(username).not.toBeInvalid();
    await userEvent.tab();
    await expect(username).toBeInvalid();
    await expect(username).toHaveAccessibleDescription(/no spaces/);
  },
});

/** Saving with a mistake leads to the words about it, and from there to the field. */
export const MistakeOnSave = meta.story({
  args: { draft: { username: "ada lovelace" } },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
    const title = await canvas.findByText("One field needs another look");
    await expect(title.closest("[tabindex]")).toHaveFocus();
    await userEvent.click(canvas.getByRole("link", { name: /^Username/ }));
    await expect(canvas.getByLabelText("Username")).toHaveFocus();
  },
});

/** The names that a screen reader says: the form, each field, each interest, each button. */
export const ScreenReaderNames = meta.story({
  args: { draft: { first_name: "Augusta" } },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("form", { name: "Your profile" })).toBeVisible();
    for (const name of ["First name", "Last name", "Username", "E-mail", "Interests"]) {
      await expect(canvas.getByRole("textbox", { name })).toBeVisible();
    }
    for (const name of ["Remove Engines", "Remove Poetry", "Undo", "Save changes"]) {
      await expect(canvas.getByRole("button", { name })).toBeVisible();
    }
    await expect(canvas.getByRole("textbox", { name: "E-mail" })).toHaveAttribute("readonly");
  },
});

/** In a dark room. The same tokens, the other half of each. */
export const Dark = meta.story({
  args: { draft: { first_name: "Augusta" } },
  globals: { theme: "dark" },
});

/** In German: every word comes from the language around it, the interests' own among them. */
export const InGerman = meta.story({
  args: { draft: { username: "ada lovelace" } },
  decorators: [(Story) => <InLanguage language={german}>{Story()}</InLanguage>],
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Änderungen speichern" }));
    await expect(await canvas.findByText("Ein Feld braucht noch einen Blick")).toBeVisible();
    await expect(canvas.getByLabelText("Benutzername")).toHaveAccessibleDescription(
      /keine Leerzeichen/,
    );
    await expect(canvas.getByRole("button", { name: "Poetry entfernen" })).toBeVisible();
  },
});

/** In Arabic, from right to left; Clerk's own words are replaced by their code. */
export const InArabic = meta.story({
  args: {
    draft: { username: "m_ali" },
    model: ready({
      stored: {
        first_name: "محمد",
        last_name: "علي بن أحمد",
        username: "mohammed",
        interests: ["الشطرنج", "الشعر"],
      },
      imageUrl: null,
      saving: settled(["username"], {
        convex: done,
        clerk: refused("That username is taken. Please try another.", "username"),
      }),
    }),
  },
  decorators: [(Story) => <InLanguage language={arabic}>{Story()}</InLanguage>],
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText("اسم المستخدم")).toHaveAccessibleDescription(/مأخوذ/);
    await expect(canvas.queryByText(/taken/)).toBeNull();
  },
});
