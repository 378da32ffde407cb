import { expect } from "storybook/test";
import preview from "#.storybook/preview";
import { ConnectionView } from "../../src/dashboard/Connection/Connection.view";

const meta = preview.meta({ title: "Dashboard/Connection", component: ConnectionView });

/** It was there before. Shown only after two seconds, so that a blink is no news. */
export const Lost = meta.story({
  args: { status: "lost" },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("status")).toHaveTextContent("may be out of date");
  },
});

export const NeverReached = meta.story({ args: { status: "never" } });

/** Nothing to see; the live region waits. */
export const Connected = meta.story({
  args: { status: "connected" },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("status")).toBeEmptyDOMElement();
  },
});
