import { expect, fn } from "storybook/test";
import preview from "#.storybook/preview";
import { QueryProblemView } from "../../src/dashboard/QueryBoundary/QueryProblem.view";

const meta = preview.meta({
  title: "Dashboard/No answer",
  component: QueryProblemView,
  args: { onRetry: fn() },
});

/** Names the role, so that one knows what to ask for. */
export const NotPermitted = meta.story({
  args: { problem: { kind: "not_permitted", needs: "support" } },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("alert")).toHaveTextContent("This needs the role “support”");
  },
});

export const SignedOut = meta.story({ args: { problem: { kind: "not_signed_in" } } });

export const Failed = meta.story({
  args: { problem: { kind: "failed", message: "Too many documents read in one function." } },
  play: async ({ args, canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button", { name: "Try again" }));
    await expect(args.onRetry).toHaveBeenCalledOnce();
  },
});
