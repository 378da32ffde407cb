import preview from "#.storybook/preview";
import { useState } from "react";
import { expect, fireEvent } from "storybook/test";
import { Slider, type SliderProps } from "../../src/components/ui";

/** Holds the value, as an app would. */
function Held({ value: initial, onChange, ...rest }: Omit<SliderProps, "valueText">) {
  const [value, setValue] = useState(initial);
  const handleChange: SliderProps["onChange"] = (change) => {
    setValue(change.value);
    onChange(change);
  };
  return <Slider {...rest} value={value} valueText={`${value} %`} onChange={handleChange} />;
}

const meta = preview.meta({
  title: "UI/Slider",
  component: Held,
  args: { label: "Zoom", value: 120, min: 100, max: 300, step: 1, onChange: () => {} },
});

/** The browser's own slider: mouse, touch and arrow keys. Its value is said in words. */
export const Playground = meta.story({
  play: async ({ canvas }) => {
    const slider = canvas.getByRole("slider", { name: "Zoom" });
    await fireEvent.input(slider, { target: { value: "200" } });
    await expect(slider).toHaveAttribute("aria-valuetext", "200 %");
  },
});

/** Not now. */
export const Disabled = meta.story({ args: { disabled: true } });
