import { RotateCcw } from "lucide-react";
import { Banner, Button, Dialog, ProgressBar } from "../../components/ui";
import { count } from "../words";
import classes from "./ReplayMany.module.css";

/** A replay on its way, or ended. */
export type ReplayJob = {
  state: "running" | "done" | "cancelled" | "failed";
  /** Events that matched at the start; `more` when that was as far as was counted. */
  count: number;
  more: boolean;
  /** Events put back, and events that could not be. */
  done: number;
  failed: number;
  error: { message: string } | null;
};

export type ReplayManyState =
  | { status: "counting" }
  | { status: "counted"; count: number; more: boolean }
  | { status: "started"; job: ReplayJob }
  | { status: "refused"; message: string };

export type ReplayManyViewProps = {
  open: boolean;
  onOpenChange: (change: { open: boolean }) => void;
  /** What the list is narrowed to, in words. */
  filter: string;
  state: ReplayManyState;
  /** The order has been sent, and is not answered yet. */
  busy: boolean;
  onStart: () => void;
  /** Stops it before its next batch; what has been replayed stays so. */
  onCancel: () => void;
};

/** Has all events that match applied once more: how many first, then how far. */
export function ReplayManyView(props: ReplayManyViewProps) {
  const { open, onOpenChange, filter, state, busy, onStart, onCancel } = props;
  const close = <Button onClick={() => onOpenChange({ open: false })}>Close</Button>;
  const isRunning = state.status === "started" && state.job.state === "running";
  const canStart = state.status === "counted" && (state.count > 0 || state.more);
  return (
    <Dialog
      lang="en"
      open={open}
      onOpenChange={onOpenChange}
      title="Replay all that match"
      description={`${filter}. Each is applied once more by the same rules, oldest first: what is newer in Convex stays.`}
      footer={
        <>
          {close}
          {isRunning && (
            <Button busy={busy} onClick={onCancel}>
              Stop
            </Button>
          )}
          {canStart && (
            <Button
              variant="primary"
              icon={<RotateCcw aria-hidden />}
              busy={busy}
              onClick={onStart}
            >
              Replay {amount(state)}
            </Button>
          )}
        </>
      }
    >
      <div role="status" className={classes.News}>
        <News state={state} />
      </div>
    </Dialog>
  );
}

function News({ state }: { state: ReplayManyState }) {
  switch (state.status) {
    case "counting":
      return <p>Counting…</p>;
    case "counted":
      return state.count === 0 && !state.more ? (
        <p>No event that matches can be replayed.</p>
      ) : (
        <p>
          <strong>{amount(state)}</strong> {state.count === 1 && !state.more ? "matches" : "match"}.
        </p>
      );
    case "refused":
      return <Banner tone="danger" title={state.message} />;
    case "started":
      return <ReplayProgress job={state.job} />;
  }
}

/** How far a replay is, and how it ended. */
export function ReplayProgress({ job }: { job: ReplayJob }) {
  const words = progressWords(job);
  if (job.state === "running") {
    return (
      <div className={classes.Progress}>
        <ProgressBar
          label="Replaying events"
          value={job.done + job.failed}
          max={job.more ? null : job.count}
          valueText={words}
        />
        <p className={classes.Words}>{words}</p>
      </div>
    );
  }
  const tone = job.state === "done" && job.failed === 0 ? "success" : "warning";
  return (
    <Banner tone={job.state === "failed" ? "danger" : tone} title={words}>
      {job.error?.message}
    </Banner>
  );
}

/** How far a replay is, in one sentence. */
export function progressWords(job: ReplayJob): string {
  const failed = job.failed === 0 ? "" : `, ${count(job.failed, "event")} could not be`;
  const of = `${job.done.toLocaleString()} of ${amount(job)}`;
  switch (job.state) {
    case "running":
      return `${of} put back to be applied${failed}`;
    case "done":
      return `Replayed ${count(job.done, "event")}${failed}.`;
    case "cancelled":
      return `Stopped: ${of} had been replayed${failed}.`;
    case "failed":
      return `Ended early: ${of} had been replayed${failed}.`;
  }
}

function amount({ count: n, more }: { count: number; more: boolean }): string {
  return more ? `more than ${count(n, "event")}` : count(n, "event");
}
