import { ChevronsDownUp, ChevronsUpDown } from "lucide-react";
import { useState } from "react";
import { Button, SegmentedControl } from "../../components/ui";
import { CopyButton } from "../Copy/CopyButton";
import { everythingOpen, JsonTree } from "../JsonTree/JsonTree";
import classes from "./EventDetail.module.css";

const SHAPES = [
  { value: "tree" as const, label: "Tree" },
  { value: "raw" as const, label: "Raw" },
];

/** What Clerk sent, as far as it may be kept: as a tree, or as it stands. */
export function Payload({ payload }: { payload: object }) {
  const [shape, setShape] = useState<"tree" | "raw">("tree");
  const [open, setOpen] = useState(() => openAtFirst(payload));
  const raw = JSON.stringify(payload, null, 2);
  return (
    <>
      <div className={classes.PayloadBar}>
        <SegmentedControl
          label="Shape"
          value={shape}
          segments={SHAPES}
          onValueChange={({ value }) => setShape(value)}
        />
        <span className={classes.PayloadTools}>
          {shape === "tree" && (
            <>
              <Button
                size="small"
                variant="quiet"
                icon={<ChevronsUpDown aria-hidden />}
                onClick={() => setOpen(everythingOpen(payload))}
              >
                Expand all
              </Button>
              <Button
                size="small"
                variant="quiet"
                icon={<ChevronsDownUp aria-hidden />}
                onClick={() => setOpen(new Set())}
              >
                Collapse all
              </Button>
            </>
          )}
          {shape === "raw" && <CopyButton label="Copy all" text={raw} />}
        </span>
      </div>
      {shape === "tree" ? (
        <JsonTree
          label="Payload"
          value={payload}
          open={open}
          onOpen={(change) => setOpen(change.open)}
        />
      ) : (
        // A region that scrolls has to be reachable by keyboard.
        <pre className={classes.Raw} tabIndex={0} role="region" aria-label="Payload as JSON">
          {raw}
        </pre>
      )}
    </>
  );
}

/** All but the names of what was left out: they are many, and seldom what one looks for. */
function openAtFirst(payload: object): ReadonlySet<string> {
  const open = new Set(everythingOpen(payload));
  open.delete("dropped_keys");
  return open;
}
