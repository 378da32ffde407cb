import preview from "#.storybook/preview";
import { useState } from "react";
import { expect } from "storybook/test";
import { Checkbox, ProgressBar } from "../../src/components/ui";

const meta = preview.meta({
  title: "UI/Progress and checkbox",
  component: ProgressBar,
  args: { label: "Scan", value: 320, max: 1_240, valueText: "320 of 1,240 people" },
});

/** How far some long work is; in words for a screen reader. */
export const Known = meta.story({
  play: async ({ canvas }) => {
    const bar = canvas.getByRole("progressbar", { name: "Scan" });
    await expect(bar).toHaveAttribute("aria-valuenow", "320");
    await expect(bar).toHaveAttribute("aria-valuetext", "320 of 1,240 people");
  },
});

/** It goes on, but nobody knows yet how much there is to do: no number is claimed. */
export const NotKnownYet = meta.story({
  args: { value: 0, max: null, valueText: "Counting people" },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("progressbar")).not.toHaveAttribute("aria-valuenow");
  },
});

export const Full = meta.story({ args: { value: 1_240 } });

/** One box for all of a list: empty, some, or all. */
export const CheckboxForAll = meta.story({
  render: () => <OfThree />,
  play: async ({ canvas, userEvent }) => {
    const all = canvas.getByRole("checkbox", { name: "All" });
    await expect(all).toBePartiallyChecked();
    await userEvent.click(all);
    await expect(all).toBeChecked();
  },
});

function OfThree() {
  const [chosen, setChosen] = useState(1);
  return (
    <Checkbox
      label="All"
      checked={chosen === 3}
      indeterminate={chosen > 0 && chosen < 3}
      onChange={() => setChosen(chosen === 3 ? 0 : 3)}
    />
  );
}
