import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Banner, Button, ProgressBar } from "../../components/ui";
import { SIDES } from "../Resolve/plan";
import type { ResolveJob } from "../types";
import { count } from "../words";
import classes from "./Drift.module.css";

export type DriftNewsProps = {
  /** The bulk job that is going on, or the one that was started here. */
  job: ResolveJob | null;
  /** What came of the last decision about chosen rows, in a sentence. */
  outcome: string | null;
  /** What could not be done. */
  error: string | null;
  mayAct: boolean | undefined;
  busy: boolean;
  /** Takes back what the job, or the last decision, has done; `null` when there is nothing. */
  onUndo: (() => void) | null;
  onStop: () => void;
  onDismiss: () => void;
};

/** How the work on many differences goes, and what came of it. */
export function DriftNews(props: DriftNewsProps) {
  const { job, outcome, error, mayAct, busy, onUndo, onStop, onDismiss } = props;
  const undo = mayAct && onUndo && (
    <Button size="small" icon={<Undo2 />} busy={busy} onClick={onUndo}>
      Undo
    </Button>
  );
  return (
    <>
      {error !== null && (
        <Banner role="alert" tone="danger" title="It could not be done" onDismiss={onDismiss}>
          {error}
        </Banner>
      )}
      {job?.state === "running" ? (
        <Running job={job} onStop={mayAct ? onStop : null} />
      ) : (
        job && <Ended job={job} undo={undo} onDismiss={onDismiss} />
      )}
      {outcome !== null && (
        <Banner role="status" tone="success" title={outcome} actions={undo} onDismiss={onDismiss} />
      )}
    </>
  );
}

function Running({ job, onStop }: { job: ResolveJob; onStop: (() => void) | null }) {
  const done = job.done + job.failed;
  const max = job.more ? null : job.count;
  const words = `${done.toLocaleString()} of ${job.count.toLocaleString()}${job.more ? "+" : ""}`;
  return (
    <section aria-label="Work on many differences" className={classes.Running}>
      <div className={classes.RunningWords}>
        <p>{titleOf(job)}…</p>
        <p className={classes.RunningCount}>{words}</p>
      </div>
      <ProgressBar
        label={titleOf(job)}
        value={done}
        max={max}
        valueText={words}
        className={classes.RunningBar}
      />
      {onStop && (
        <Button size="small" onClick={onStop}>
          Stop
        </Button>
      )}
    </section>
  );
}

function titleOf({ filter }: ResolveJob): string {
  if (filter.kind === "undo") return "Putting earlier values back";
  if (filter.kind === "resolve") return `Taking ${SIDES[filter.winner]}’s values`;
  return "Working";
}

function Ended({
  job,
  undo,
  onDismiss,
}: {
  job: ResolveJob;
  undo: ReactNode;
  onDismiss: () => void;
}) {
  const { state, done, failed, error, filter } = job;
  const verb = filter.kind === "undo" ? "put back" : "decided";
  const words = `${count(done, "difference")} ${verb}${
    failed > 0 ? `, ${failed.toLocaleString()} left as they were` : ""
  }.`;
  const title = { done: words, cancelled: `Stopped. ${words}`, failed: `It broke off. ${words}` };
  return (
    <Banner
      role="status"
      tone={state === "done" && failed === 0 ? "success" : "warning"}
      title={state === "running" ? words : title[state]}
      actions={filter.kind === "resolve" && done > 0 && undo}
      onDismiss={onDismiss}
    >
      {error && `Of the last one: ${error.message}`}
    </Banner>
  );
}
