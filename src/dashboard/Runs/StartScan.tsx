import { Play } from "lucide-react";
import { useState } from "react";
import { Button, Checkbox, RelativeTime, SegmentedControl, Skeleton } from "../../components/ui";
import { NeedsRole } from "../NeedsRole/NeedsRole";
import type { ScanState } from "../types";
import type { RunsViewProps } from "./Runs.view";
import {
  everyWords,
  SCAN_NAMES,
  scanAftermath,
  scanCost,
  scanMeaning,
  type Scan,
} from "./runWords";
import classes from "./Runs.module.css";

const KINDS = [
  { value: "quick" as const, label: SCAN_NAMES.quick },
  { value: "full" as const, label: SCAN_NAMES.full },
];

/** What can be started, what it does and takes, and when the next starts by itself. */
export function StartScan({
  state,
  mayAct,
  busy,
  onStart,
}: Pick<RunsViewProps, "state" | "mayAct" | "busy" | "onStart">) {
  const [kind, setKind] = useState<Scan["kind"]>("quick");
  const [dry_run, setDryRun] = useState(false);
  if (state === undefined) return <Skeleton height="7rem" />;
  const scan = { kind, dry_run };
  return (
    <div className={classes.Start}>
      {mayAct && (
        <section aria-label="Start a scan" className={classes.Order}>
          <div className={classes.Choices}>
            <SegmentedControl
              label="What to compare"
              value={kind}
              segments={KINDS}
              onValueChange={({ value }) => setKind(value)}
            />
            <Checkbox
              label="Dry run"
              checked={dry_run}
              onChange={(event) => setDryRun(event.target.checked)}
            />
            <Button
              variant="primary"
              icon={<Play />}
              busy={busy}
              disabled={state.running !== null || state.missing !== null}
              onClick={() => onStart(scan)}
            >
              Start
            </Button>
          </div>
          <p className={classes.Quiet}>
            {state.running === null
              ? `${scanMeaning(kind)} ${scanAftermath(scan, state)} ${scanCost(kind, state)}`
              : "A scan is already running: the next can start once it has ended, or is stopped."}
          </p>
        </section>
      )}
      {mayAct === false && <NeedsRole doing="Starting or stopping a scan" />}
      <Schedule state={state} />
    </div>
  );
}

function Schedule({ state }: { state: ScanState }) {
  return (
    <dl aria-label="Schedule" className={classes.Schedule}>
      {state.schedule.map(({ kind, every_ms, next_due_at }) => (
        <div key={kind}>
          <dt>
            {SCAN_NAMES[kind]}, {everyWords(every_ms)}
          </dt>
          <dd>
            {next_due_at === null ? (
              "next: not known before the first"
            ) : (
              <>
                next: <RelativeTime at={next_due_at} />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
