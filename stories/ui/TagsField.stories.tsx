import preview from "#.storybook/preview";
import { useState } from "react";
import type { Canvas } from "storybook/internal/csf";
import { expect, fn, userEvent, within } from "storybook/test";
import { TagsField, type TagsFieldProps } from "../../src/components/ui";

type StoryArgs = Omit<TagsFieldProps, "value" | "onValueChange"> & {
  /** The tags at the beginning. */
  initial?: readonly string[];
  onSubmit?: () => void;
};

/** The field with something to hold its tags, in a form as it usually is. */
function HeldTags({ initial = [], onSubmit, ...props }: StoryArgs) {
  const [value, setValue] = useState<readonly string[]>(initial);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.();
      }}
    >
      <TagsField {...props} value={value} onValueChange={(change) => setValue(change.value)} />
    </form>
  );
}

const meta = preview.meta({
  title: "UI/TagsField",
  component: HeldTags,
  args: { label: "Interests", style: { maxInlineSize: "28rem" } },
});

const tagsIn = (canvas: Canvas) =>
  within(canvas.getByRole("list", { name: "Chosen" }))
    .getAllByRole("listitem")
    .map((item) => item.textContent);
const input = (canvas: Canvas) => canvas.getByRole("textbox", { name: "Interests" });

export const Playground = meta.story({
  args: { initial: ["Chess", "Rock climbing"], hint: "Press Enter after each one." },
});

export const Empty = meta.story({
  args: { placeholder: "Such as chess", aside: "Optional" },
});

/** Enter or a comma makes a tag, and a screen reader hears about it. */
export const Entering = meta.story({
  args: { onSubmit: fn() },
  play: async ({ canvas, args }) => {
    await userEvent.type(input(canvas), "Chess{Enter}rock  climbing,");
    await expect(tagsIn(canvas)).toEqual(["Chess", "rock climbing"]);
    await expect(canvas.getByRole("status")).toHaveTextContent("rock climbing added.");
    await expect(input(canvas)).toHaveValue("");
    await expect(args.onSubmit).not.toHaveBeenCalled();
    // With nothing typed Enter is the form's again.
    await userEvent.keyboard("{Enter}");
    await expect(args.onSubmit).toHaveBeenCalledOnce();
  },
});

/** A list from elsewhere becomes tags at once, whatever parts its entries. */
export const PastingAList = meta.story({
  play: async ({ canvas }) => {
    await userEvent.click(input(canvas));
    await userEvent.paste("Chess\nGo; Shogi,  Bridge");
    await expect(tagsIn(canvas)).toEqual(["Chess", "Go", "Shogi", "Bridge"]);
    await expect(canvas.getByRole("status")).toHaveTextContent(
      "4 added: Chess, Go, Shogi, Bridge.",
    );
  },
});

/** What was typed when the field is left is not lost. */
export const LeavingTheField = meta.story({
  play: async ({ canvas }) => {
    await userEvent.type(input(canvas), "Chess");
    await userEvent.tab();
    await expect(tagsIn(canvas)).toEqual(["Chess"]);
  },
});

/** Backspace goes to the last tag, arrow keys on from there; Delete and Backspace remove. */
export const KeyboardOnly = meta.story({
  args: { initial: ["Chess", "Go", "Shogi", "Bridge"] },
  // The arrow keys follow the eye, and this is about one way of reading.
  decorators: [
    (Story) => (
      <div dir="ltr">
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas }) => {
    const remove = (tag: string) => canvas.getByRole("button", { name: `Remove ${tag}` });
    await userEvent.tab();
    await expect(remove("Bridge")).toHaveFocus();
    await userEvent.tab();
    await expect(input(canvas)).toHaveFocus();
    await userEvent.keyboard("{Backspace}");
    await expect(remove("Bridge")).toHaveFocus();
    await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{Delete}");
    await expect(remove("Shogi")).toHaveFocus();
    await expect(canvas.getByRole("status")).toHaveTextContent("Go removed.");
    await userEvent.keyboard("{Backspace}");
    await expect(remove("Chess")).toHaveFocus();
    await userEvent.keyboard("{End}{ArrowRight}");
    await expect(input(canvas)).toHaveFocus();
    await userEvent.keyboard("{ArrowLeft}{Enter}");
    await expect(tagsIn(canvas)).toEqual(["Chess"]);
    await expect(remove("Chess")).toHaveFocus();
    // A letter typed on a tag goes to the text.
    await userEvent.keyboard("Xiangqi{Enter}");
    await expect(tagsIn(canvas)).toEqual(["Chess", "Xiangqi"]);
  },
});

/** What is there already is not added again; the field says so and marks it. */
export const Duplicate = meta.story({
  args: { initial: ["Chess", "Go"] },
  play: async ({ canvas }) => {
    await userEvent.type(input(canvas), "chess{Enter}");
    await expect(tagsIn(canvas)).toEqual(["Chess", "Go"]);
    await expect(input(canvas)).toHaveAccessibleDescription(/“chess” is there already/);
    await expect(input(canvas)).not.toBeInvalid();
    await expect(canvas.getByRole("status")).toHaveTextContent("“chess” is there already.");
  },
});

/** What is too long stays in the text, to be mended. */
export const TooLong = meta.story({
  args: { maxLength: 20 },
  play: async ({ canvas }) => {
    await userEvent.type(input(canvas), "The history of mathematics{Enter}");
    await expect(input(canvas)).toBeInvalid();
    await expect(input(canvas)).toHaveAccessibleDescription(/at most 20 characters/);
    await expect(input(canvas)).toHaveValue("The history of mathematics");
    await userEvent.keyboard("{Backspace}");
    await expect(input(canvas)).not.toBeInvalid();
  },
});

/** Towards the limit it counts; beyond it, nothing entered is thrown away. */
export const TooMany = meta.story({
  args: { maxCount: 4, initial: ["Chess", "Go", "Shogi"] },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("3 of 4")).toBeVisible();
    await userEvent.click(input(canvas));
    await userEvent.paste("Bridge, Poker, Tarot");
    await expect(canvas.getByText("4 of 4")).toBeVisible();
    await expect(input(canvas)).toBeInvalid();
    await expect(input(canvas)).toHaveValue("Poker, Tarot");
  },
});

/** Suggestions stay in place when chosen, so that nothing moves under the pointer. */
export const WithSuggestions = meta.story({
  args: { suggestions: ["Art", "Books", "Chess", "Cooking", "Music"], initial: ["chess"] },
  play: async ({ canvas }) => {
    const books = canvas.getByRole("button", { name: "Books" });
    await expect(canvas.getByRole("button", { name: "Chess" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await userEvent.click(books);
    await expect(tagsIn(canvas)).toEqual(["chess", "Books"]);
    await expect(books).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(books);
    await expect(tagsIn(canvas)).toEqual(["chess"]);
  },
});

/** An error from outside, such as a required field. */
export const WithError = meta.story({
  args: { error: "Choose at least one.", hint: "Press Enter after each one." },
  play: async ({ canvas }) => {
    await expect(input(canvas)).toBeInvalid();
    await expect(input(canvas)).toHaveAccessibleDescription(/^Choose at least one\. Press Enter/);
  },
});

export const Disabled = meta.story({
  args: { disabled: true, initial: ["Chess", "Go"], suggestions: ["Art", "Chess"] },
});

/** Long ones are cut with their whole text at hand; each finds its own direction. */
export const LongEmojiAndRightToLeft = meta.story({
  args: {
    initial: ["👩‍🚀 space flight", "شطرنج", "The collected letters of Ada Lovelace and Charles B."],
    style: { maxInlineSize: "18rem" },
  },
});

/** From right to left the arrow keys follow the eye. */
export const RightToLeft = meta.story({
  args: { label: "Interests", initial: ["شطرنج", "موسيقى", "Go"] },
  decorators: [
    (Story) => (
      <div dir="rtl">
        <Story />
      </div>
    ),
  ],
  play: async ({ canvas }) => {
    await userEvent.click(input(canvas));
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    await expect(canvas.getByRole("button", { name: "Remove موسيقى" })).toHaveFocus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect(canvas.getByRole("button", { name: "Remove Go" })).toHaveFocus();
  },
});
