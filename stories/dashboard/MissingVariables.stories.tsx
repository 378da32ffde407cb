import { expect } from "storybook/test";
import preview from "#.storybook/preview";
import { MissingVariables } from "../../src/app/MissingVariables";

const meta = preview.meta({ title: "App/Missing variables", component: MissingVariables });

/** All of them at once, so that nobody mends one to be told of the next. */
export const Both = meta.story({
  args: { names: ["VITE_CLERK_PUBLISHABLE_KEY", "VITE_CONVEX_URL"] },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("2 variables are missing")).toBeVisible();
  },
});

export const One = meta.story({ args: { names: ["VITE_CONVEX_URL"] } });
