import * as Popover from "@radix-ui/react-popover";
import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { Button, TextField } from "../../components/ui";
import {
  fromLocalInput,
  lately,
  PRESETS,
  rangeWords,
  timeZoneWords,
  toLocalInput,
  type TimeRange,
} from "./timeRange";
import classes from "./TimeRange.module.css";

export type TimeRangeViewProps = {
  range: TimeRange;
  onRange: (change: TimeRange) => void;
};

/** Chooses a stretch of time: by its length up to now, or by its two ends. */
export function TimeRangeView({ range, onRange }: TimeRangeViewProps) {
  const [open, setOpen] = useState(false);
  function choose(chosen: TimeRange) {
    onRange(chosen);
    setOpen(false);
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button icon={<CalendarClock aria-hidden />} data-chosen={isAny(range) ? undefined : true}>
          {rangeWords(range)}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label="Received"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={classes.Panel}
        >
          <div className={classes.Presets}>
            {PRESETS.map(({ label, ms }) => (
              <Button key={label} size="small" onClick={() => choose(lately(ms, Date.now()))}>
                {label}
              </Button>
            ))}
          </div>
          <Ends range={range} onRange={choose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Kept to itself until it is applied: half a date is no filter. */
function Ends({ range, onRange }: TimeRangeViewProps) {
  const [from, setFrom] = useState(toLocalInput(range.from));
  const [to, setTo] = useState(toLocalInput(range.to));
  const entered = { from: fromLocalInput(from), to: fromLocalInput(to) };
  const backwards = entered.from !== null && entered.to !== null && entered.from >= entered.to;
  return (
    <form
      className={classes.Ends}
      onSubmit={(event) => {
        event.preventDefault();
        if (!backwards) onRange(entered);
      }}
    >
      <TextField
        label="From"
        type="datetime-local"
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <TextField
        label="Until"
        type="datetime-local"
        value={to}
        onChange={(event) => setTo(event.target.value)}
        error={backwards ? "This is before the beginning." : undefined}
      />
      <p className={classes.Zone}>{timeZoneWords()}</p>
      <div className={classes.Buttons}>
        <Button
          size="small"
          variant="quiet"
          aria-disabled={isAny(range) || undefined}
          onClick={() => onRange({ from: null, to: null })}
        >
          Any time
        </Button>
        <Button size="small" variant="primary" type="submit" aria-disabled={backwards || undefined}>
          Apply
        </Button>
      </div>
    </form>
  );
}

function isAny({ from, to }: TimeRange): boolean {
  return from === null && to === null;
}
