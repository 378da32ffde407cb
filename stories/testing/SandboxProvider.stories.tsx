import preview from "#.storybook/preview";
import { app } from "virtual:convex-app";
import { StrictMode } from "react";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { ProfileForm } from "../../src/components/ProfileForm";
import { Button } from "../../src/components/ui";
import { aUser, faults, SandboxProvider, useSandbox } from "../../testing";
import { BothSides } from "./BothSides";
import classes from "./Testing.module.css";

/**
 * A whole world inside the page, around whatever you want to see in it: the real Clerk client, the
 * real Convex client, your own functions, signed webhooks. No account, no server, no mocks.
 */
const meta = preview.meta({
  title: "Testing kit/SandboxProvider",
  component: SandboxProvider,
  parameters: {
    // A page has one Clerk, so these stories cannot stand in one page of documentation.
    docs: { story: { inline: false, height: "560px" } },
  },
});

const ada = aUser().named("Ada", "Lovelace").withUsername("ada_l").withImage();

/** Save at the left: both sides have it, and Clerk's webhook confirms it. */
export const APersonSaves = meta.story({
  render: () => (
    <SandboxProvider app={app} people={[ada]} signedInAs="ada_l">
      <div className={classes.Beside}>
        <ProfileForm />
        <BothSides />
      </div>
    </SandboxProvider>
  ),
  play: async ({ canvas }) => {
    const field = await canvas.findByRole("textbox", { name: "First name" });
    await userEvent.clear(field);
    await userEvent.type(field, "Augusta");
    await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
    const sides = within(canvas.getByRole("table", { name: "The two sides" }));
    await waitFor(() =>
      expect(sides.getByRole("row", { name: /First name/ })).toHaveTextContent(
        "First nameAugustaAugusta",
      ),
    );
    await canvas.findByText("Saved here and in Clerk.");
  },
});

/** React mounts everything twice in StrictMode: the first world makes way for the second. */
export const InStrictMode = meta.story({
  render: () => (
    <StrictMode>
      <SandboxProvider app={app} people={[ada]} signedInAs="ada_l">
        <BothSides />
      </SandboxProvider>
    </StrictMode>
  ),
  play: async ({ canvas }) => {
    const sides = within(await canvas.findByRole("table", { name: "The two sides" }));
    await waitFor(() =>
      expect(sides.getByRole("row", { name: /Username/ })).toHaveTextContent("Usernameada_lada_l"),
    );
  },
});

/** Whoever reads this may make the same trouble by a click. */
function Troublemaker() {
  const { faults: controls } = useSandbox();
  return (
    <div className={classes.Row}>
      <Button onClick={() => controls.set(faults.clerk.refuses("username taken"))}>
        Let Clerk refuse
      </Button>
      <Button onClick={() => controls.set(faults.convex.refuses())}>Let Convex refuse</Button>
      <Button onClick={() => controls.clear()}>Let everything work</Button>
    </div>
  );
}

/** A fault is switched on, and off again: refused on both sides, then saved on both. */
export const AFaultIsSwitchedOn = meta.story({
  render: () => (
    <SandboxProvider app={app} people={[ada]} signedInAs="ada_l">
      <div className={classes.Beside}>
        <div className={classes.Stack}>
          <Troublemaker />
          <ProfileForm />
        </div>
        <BothSides />
      </div>
    </SandboxProvider>
  ),
  play: async ({ canvas }) => {
    const username = await canvas.findByRole("textbox", { name: "Username" });
    await userEvent.click(canvas.getByRole("button", { name: "Let Clerk refuse" }));
    await userEvent.clear(username);
    await userEvent.type(username, "countess");
    await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(username).toHaveAccessibleDescription(/taken/));
    const sides = within(canvas.getByRole("table", { name: "The two sides" }));
    const row = () => sides.getByRole("row", { name: /Username/ });
    await waitFor(() => expect(row()).toHaveTextContent("Usernameada_lada_l"));

    await userEvent.click(canvas.getByRole("button", { name: "Let everything work" }));
    await userEvent.type(username, "_2");
    await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(row()).toHaveTextContent("Usernamecountess_2countess_2"));
  },
});

/** Faults from the beginning, as a prop: Clerk asks to be left alone for a minute. */
export const BornInTrouble = meta.story({
  render: () => (
    <SandboxProvider
      app={app}
      people={[ada]}
      signedInAs="ada_l"
      faults={[faults.clerk.answers429({ retryAfter: 60 }), faults.clerk.slowForServers(60_000)]}
    >
      <div className={classes.Beside}>
        <ProfileForm />
        <BothSides />
      </div>
    </SandboxProvider>
  ),
  play: async ({ canvas }) => {
    const field = await canvas.findByRole("textbox", { name: "Last name" });
    await userEvent.type(field, "-King");
    await userEvent.click(canvas.getByRole("button", { name: "Save changes" }));
    await canvas.findAllByText("Saved here, and on its way to Clerk");
    const sides = within(canvas.getByRole("table", { name: "The two sides" }));
    await expect(sides.getByRole("row", { name: /Last name/ })).toHaveTextContent(
      "Last nameLovelaceLovelace-King",
    );
  },
});
