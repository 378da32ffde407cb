import preview from "#.storybook/preview";
import { useState } from "react";
import { expect, userEvent } from "storybook/test";
import { SearchField, SegmentedControl, Select, TextField } from "../../src/components/ui";
import { Rows } from "./Rows";

const meta = preview.meta({
  title: "UI/Fields",
  component: TextField,
  args: { label: "Username", leading: "@", defaultValue: "ada", style: { inlineSize: "20rem" } },
});

export const Playground = meta.story({});

/** Help that is there before anything goes wrong. */
export const WithHint = meta.story({
  args: { hint: "How others find you.", aside: "Optional" },
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText("Username")).toHaveAccessibleDescription(
      "How others find you.",
    );
  },
});

/** The error comes with an icon, and is read before the hint. */
export const WithError = meta.story({
  args: { error: "That username is taken.", hint: "How others find you." },
  play: async ({ canvas }) => {
    const field = canvas.getByLabelText("Username");
    await expect(field).toBeInvalid();
    await expect(field).toHaveAccessibleDescription("That username is taken. How others find you.");
  },
});

export const Disabled = meta.story({ args: { disabled: true } });

/** Escape and the small button empty it, and the cursor stays. */
export const Search = meta.story({
  render: function SearchStory() {
    const [value, setValue] = useState("");
    return (
      <SearchField
        label="Search people"
        placeholder="Name, username or id"
        shortcut="/"
        value={value}
        onValueChange={(change) => setValue(change.value)}
        style={{ inlineSize: "20rem" }}
      />
    );
  },
  play: async ({ canvas }) => {
    const search = canvas.getByRole("searchbox", { name: "Search people" });
    await userEvent.type(search, "ada");
    await userEvent.click(canvas.getByRole("button", { name: "Clear search" }));
    await expect(search).toHaveValue("");
    await expect(search).toHaveFocus();
    await userEvent.type(search, "grace{Escape}");
    await expect(search).toHaveValue("");
  },
});

const outcomes = [
  { value: "all", label: "All outcomes" },
  { value: "failed", label: "Retrying" },
  { value: "dead", label: "Gave up" },
] as const;

/** The browser's own select: its list is what the device's owner is used to. */
export const Choice = meta.story({
  render: function SelectStory() {
    const [value, setValue] = useState<(typeof outcomes)[number]["value"]>("all");
    return (
      <Select
        label="Outcome"
        value={value}
        options={outcomes}
        onValueChange={(change) => setValue(change.value)}
        style={{ inlineSize: "12rem" }}
      />
    );
  },
  play: async ({ canvas }) => {
    const select = canvas.getByLabelText("Outcome");
    await userEvent.selectOptions(select, "Gave up");
    await expect(select).toHaveValue("dead");
  },
});

const views = [
  { value: "all", label: "All", count: 60 },
  { value: "drifted", label: "Drifted", count: 4 },
  { value: "failed", label: "Failed", count: 1 },
] as const;

/** One of a few. The arrow keys move the choice, as with any radio buttons. */
export const Segments = meta.story({
  render: function SegmentsStory() {
    const [value, setValue] = useState<(typeof views)[number]["value"]>("all");
    return (
      <SegmentedControl
        label="Status"
        value={value}
        segments={views}
        onValueChange={(change) => setValue(change.value)}
      />
    );
  },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole("radio", { name: /All/ }));
    await userEvent.keyboard("{ArrowRight}");
    await expect(canvas.getByRole("radio", { name: /Drifted/ })).toBeChecked();
  },
});

/** All at once, to see that they line up. */
export const Together = meta.story({
  render: () => (
    <Rows>
      <div style={{ display: "flex", flexWrap: "wrap", gap: 8, alignItems: "end" }}>
        <SearchField label="Search" value="" onValueChange={() => {}} placeholder="Search" />
        <Select label="Outcome" hideLabel value="all" options={outcomes} onValueChange={() => {}} />
        <SegmentedControl label="Status" value="all" segments={views} onValueChange={() => {}} />
      </div>
    </Rows>
  ),
});
