import { Button, ProgressBar, RelativeTime } from "../../components/ui";
import type { RunRow } from "../types";
import { count } from "../words";
import { progressWords, SCAN_NAMES, triggerWords } from "./runWords";
import type { RunsViewProps } from "./Runs.view";
import classes from "./Runs.module.css";

/** The scan that goes on: how far, what it has found so far, and a way to stop it. */
export function RunningScan({
  run,
  mayAct,
  busy,
  onCancel,
}: Pick<RunsViewProps, "mayAct" | "busy" | "onCancel"> & { run: RunRow }) {
  const { kind, dry_run, done, total, counts, error, next_attempt_at, started_at } = run;
  const name = `${dry_run ? "Dry run" : "Scan"}: ${SCAN_NAMES[kind].toLowerCase()}`;
  return (
    <section aria-label="The scan that is running" className={classes.Running}>
      <div className={classes.RunningHead}>
        <p>
          <strong>{name}</strong>{" "}
          <span className={classes.Quiet}>
            started by <bdi>{triggerWords(run)}</bdi>, <RelativeTime at={started_at} />
          </span>
        </p>
        {mayAct && (
          <Button size="small" busy={busy} onClick={() => onCancel({ run })}>
            Stop
          </Button>
        )}
      </div>
      <ProgressBar label={name} value={done} max={total} valueText={progressWords(run)} />
      <p className={classes.Quiet}>
        {progressWords(run)}, {count(counts.findings, "difference")} so far
        {counts.repairs > 0 && `, ${counts.repairs.toLocaleString()} mended`}
      </p>
      {error && (
        <p role="status" className={classes.Trouble}>
          Clerk does not answer as hoped: {error.message}
          {next_attempt_at !== null && (
            <>
              {" "}
              It is asked again <RelativeTime at={next_attempt_at} />.
            </>
          )}
        </p>
      )}
    </section>
  );
}
