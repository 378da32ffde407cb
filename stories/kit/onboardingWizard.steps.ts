import { userEvent, within } from "storybook/test";
import type { Canvas } from "storybook/internal/csf";

/** What play functions look for in the wizard, and do with it as a person would. */

export const heading = (canvas: Canvas, name: string) => canvas.findByRole("heading", { name });

export const button = (canvas: Canvas, name: string) => canvas.getByRole("button", { name });

export const field = (canvas: Canvas, name: string) => canvas.getByRole("textbox", { name });

export const username = (canvas: Canvas) => field(canvas, "Username");

/** The row of steps. */
export const steps = (canvas: Canvas) => within(canvas.getByRole("navigation", { name: "Steps" }));

/** What is said of each of the two sides. */
export const sides = (canvas: Canvas) =>
  within(canvas.getByRole("region", { name: "Where it is" }));

/** Enters a username, and goes on. */
export async function enterUsername(canvas: Canvas, name = "countess"): Promise<void> {
  await userEvent.clear(username(canvas));
  await userEvent.type(username(canvas), `${name}{Enter}`);
}
