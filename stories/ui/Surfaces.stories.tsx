import preview from "#.storybook/preview";
import { Inbox } from "lucide-react";
import { useState } from "react";
import { expect, fn, userEvent, waitFor, within } from "storybook/test";
import {
  Banner,
  Button,
  Card,
  Dialog,
  Drawer,
  EmptyState,
  Skeleton,
  StatusChip,
} from "../../src/components/ui";
import { Rows } from "./Rows";

const meta = preview.meta({
  title: "UI/Surfaces",
  component: Card,
  args: {
    title: "Last hour",
    description: "Events by outcome",
    style: { inlineSize: "min(28rem, 100%)" },
  },
});

/** A framed part of a page; its heading names the region. */
export const Frame = meta.story({
  args: {
    children: "What happened in the last hour.",
    actions: <Button size="small">Refresh</Button>,
    footer: "Updated just now",
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("region", { name: "Last hour" })).toBeVisible();
  },
});

/** Four tones, each with an icon; what it says does not hang on the colour. */
export const Banners = meta.story({
  render: () => (
    <div style={{ display: "grid", gap: 8, maxInlineSize: "36rem" }}>
      <Banner tone="info" title="Saved here, and on its way to Clerk">
        Clerk did not answer. We keep asking.
      </Banner>
      <Banner tone="success" title="Both sides agree again" />
      <Banner tone="warning" title="No event from Clerk for two hours" onDismiss={() => {}}>
        The last one came at 10:04.
      </Banner>
      <Banner
        tone="danger"
        title="Nothing was saved, and nothing is lost"
        actions={<Button size="small">Try again</Button>}
      >
        Neither the app nor Clerk could be written.
      </Banner>
    </div>
  ),
});

/** Says what will appear here, and how to make it appear. */
export const Nothing = meta.story({
  args: {
    title: undefined,
    description: undefined,
    children: (
      <EmptyState icon={Inbox} title="No events yet" actions={<Button>Send a test event</Button>}>
        Every change in Clerk shows up here, seconds after it is made.
      </EmptyState>
    ),
  },
});

/** In the shape of what comes. */
export const Skeletons = meta.story({
  args: {
    children: (
      <Rows>
        <Skeleton shape="circle" width={40} height={40} />
        <Skeleton width="12rem" />
        <Skeleton width="8rem" />
      </Rows>
    ),
  },
});

/** Holds the focus while it is open, closes with Escape, and gives the focus back. */
export const ModalDialog = meta.story({
  render: function DialogStory() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <Button onClick={() => setOpen(true)}>Replay events…</Button>
        <Dialog
          open={open}
          onOpenChange={(change) => setOpen(change.open)}
          title="Replay 12 events?"
          description="They are applied again in the order of their time. Newer values stay."
          footer={
            <>
              <Button onClick={() => setOpen(false)}>Not now</Button>
              <Button variant="primary">Replay 12 events</Button>
            </>
          }
        />
      </>
    );
  },
  play: async ({ canvas, canvasElement }) => {
    const opener = canvas.getByRole("button", { name: "Replay events…" });
    await userEvent.click(opener);
    // Radix puts it at the end of the body, outside of the story.
    const page = within(canvasElement.ownerDocument.body);
    const dialog = await page.findByRole("dialog", { name: "Replay 12 events?" });
    await expect(dialog).toContainElement(canvasElement.ownerDocument.activeElement as HTMLElement);
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(opener).toHaveFocus());
  },
});

const people = ["Ada Lovelace", "Grace Hopper"];

/** A detail beside its list: not modal, so that the next row stays one click away. */
export const DetailDrawer = meta.story({
  parameters: { layout: "fullscreen" },
  args: { onClick: fn() },
  render: function DrawerStory() {
    const [person, setPerson] = useState<string | null>(null);
    return (
      <main style={{ blockSize: "24rem", padding: 24 }}>
        <Rows>
          {people.map((name) => (
            <Button key={name} onClick={() => setPerson(name)}>
              {name}
            </Button>
          ))}
        </Rows>
        <Drawer
          modal={false}
          open={person !== null}
          onOpenChange={({ open }) => open || setPerson(null)}
          title={person}
          description="Last changed 5 min. ago"
          style={{ inlineSize: "min(24rem, 100vi)" }}
        >
          <StatusChip status="drifted" />
        </Drawer>
      </main>
    );
  },
  play: async ({ canvas, canvasElement }) => {
    const page = within(canvasElement.ownerDocument.body);
    await userEvent.click(canvas.getByRole("button", { name: "Ada Lovelace" }));
    await waitFor(() => expect(page.getByRole("dialog", { name: "Ada Lovelace" })).toBeVisible());
    await userEvent.click(canvas.getByRole("button", { name: "Grace Hopper" }));
    await waitFor(() => expect(page.getByRole("dialog", { name: "Grace Hopper" })).toBeVisible());
    await userEvent.click(page.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(page.queryByRole("dialog")).toBeNull());
  },
});
