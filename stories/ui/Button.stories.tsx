import preview from "#.storybook/preview";
import { Plus, Trash2, X } from "lucide-react";
import { expect, fn, userEvent } from "storybook/test";
import { Button, IconButton } from "../../src/components/ui";
import { Row, Rows } from "./Rows";

const meta = preview.meta({
  title: "UI/Button",
  component: Button,
  args: { children: "Save changes", onClick: fn() },
});

export const Playground = meta.story({});

/** From loud to quiet. One primary button per view; danger for what cannot be taken back. */
export const Variants = meta.story({
  render: () => (
    <Rows>
      <Row>
        <Button variant="primary">Save changes</Button>
        <Button>Check now</Button>
        <Button variant="quiet">Undo</Button>
        <Button variant="danger">Delete</Button>
      </Row>
      <Row>
        <Button variant="primary" size="small">
          Save changes
        </Button>
        <Button size="small">Check now</Button>
        <Button variant="quiet" size="small">
          Undo
        </Button>
        <Button variant="danger" size="small">
          Delete
        </Button>
      </Row>
      <Row>
        <Button variant="primary" icon={<Plus />}>
          New
        </Button>
        <Button icon={<Trash2 />}>Remove</Button>
        <IconButton label="Close" icon={<X />} />
        <IconButton label="Remove" icon={<Trash2 />} variant="secondary" />
      </Row>
      <Row>
        <Button variant="primary" busy>
          Save changes
        </Button>
        <Button busy>Check now</Button>
        <Button disabled>Disabled</Button>
      </Row>
    </Rows>
  ),
});

/** Busy: the label stays its name, the width stays, the focus stays, and clicks do nothing. */
export const Busy = meta.story({
  args: { busy: true, variant: "primary" },
  play: async ({ canvas, args }) => {
    const button = canvas.getByRole("button", { name: "Save changes" });
    await userEvent.click(button);
    await expect(args.onClick).not.toHaveBeenCalled();
    await expect(button).toHaveFocus();
    await expect(button).toHaveAttribute("aria-disabled", "true");
  },
});

/** Space and Enter press it. */
export const Keyboard = meta.story({
  play: async ({ canvas, args }) => {
    canvas.getByRole("button").focus();
    await userEvent.keyboard("{Enter} ");
    await expect(args.onClick).toHaveBeenCalledTimes(2);
  },
});
