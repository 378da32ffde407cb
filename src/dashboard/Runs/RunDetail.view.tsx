import { FileQuestionMark } from "lucide-react";
import { Banner, EmptyState, ProgressBar, RelativeTime, Skeleton } from "../../components/ui";
import { Facts } from "../Detail/Detail";
import { SIDES } from "../Resolve/plan";
import type { RunRow } from "../types";
import type { DashboardLinks } from "../urls";
import { RunChip } from "./Runs.view";
import { durationWords, progressWords, resultWords, SCAN_NAMES, triggerWords } from "./runWords";
import classes from "./Runs.module.css";

export type RunDetailViewProps = {
  /** `undefined` while it is on its way, `null` when there is none. */
  run: RunRow | null | undefined;
  links: Pick<DashboardLinks, "users" | "drift">;
};

/** One scan: how far it is or was, what it found, and why it ended. */
export function RunDetailView({ run, links }: RunDetailViewProps) {
  if (run === undefined) {
    return (
      <div className={classes.Detail} aria-busy>
        <Skeleton width="12rem" height="1.25rem" />
        <Skeleton height="0.5rem" />
        <Skeleton height="9rem" />
      </div>
    );
  }
  if (run === null) {
    return (
      <EmptyState icon={FileQuestionMark} title="There is no such scan">
        Scans are forgotten after a while.
      </EmptyState>
    );
  }
  const { kind, state, dry_run, done, total, counts, error } = run;
  return (
    <div className={classes.Detail}>
      <div className={classes.DetailHead}>
        <h3 className={classes.DetailTitle}>
          {dry_run ? "Dry run: " : ""}
          {SCAN_NAMES[kind]}
        </h3>
        <RunChip state={state} />
      </div>
      <ProgressBar
        label="People compared"
        value={done}
        max={state === "done" ? Math.max(done, 1) : total}
        valueText={progressWords(run)}
      />
      <p className={classes.DetailWords}>{progressWords(run)}</p>
      {error && (
        <Banner
          tone={state === "running" ? "warning" : "danger"}
          title={state === "running" ? "Clerk does not answer as hoped" : "Why it ended"}
        >
          {error.message} <code>{error.kind}</code>
        </Banner>
      )}
      {counts.findings > 0 && !dry_run && (
        <p>
          <a href={links.drift({ run: run._id })}>Open differences it has found</a>
          {" · "}
          <a href={links.drift({ run: run._id, state: "ended" })}>ended ones</a>
        </p>
      )}
      {dry_run && counts.findings > 0 && (
        <p className={classes.Quiet}>A dry run counts, and writes nothing down.</p>
      )}
      <Facts facts={facts(run, links)} />
    </div>
  );
}

/** Where the counts alone would not do; why a scan failed stands above. */
const RESULTS: Partial<Record<RunRow["state"], string>> = {
  running: "still looking",
  failed: "it broke off",
};

function facts(run: RunRow, links: RunDetailViewProps["links"]) {
  const { externalId, decision, repair, dry_run, counts, started_at, ended_at, attempts } = run;
  return [
    ["Result", RESULTS[run.state] ?? resultWords(run)],
    ...(externalId === null
      ? []
      : ([
          [
            "Person",
            <a key="person" href={links.users({ user: externalId })}>
              <code>{externalId}</code>
            </a>,
          ],
        ] as const)),
    ...(decision === null ? [] : ([["Decision", `for ${SIDES[decision]}`]] as const)),
    ["Equal", counts.equal.toLocaleString()],
    ["Differences", counts.findings.toLocaleString()],
    ["Mended", dry_run || !repair ? "none: it only looked" : counts.repairs.toLocaleString()],
    ["Unreadable", counts.unreadable.toLocaleString()],
    ["Calls to Clerk", counts.list_calls.toLocaleString()],
    ["Tried in vain", attempts.toLocaleString()],
    ["Started by", <bdi key="by">{triggerWords(run)}</bdi>],
    ["Started", <RelativeTime key="started" at={started_at} />],
    ...(ended_at === null
      ? []
      : ([
          ["Ended", <RelativeTime key="ended" at={ended_at} />],
          ["Took", durationWords(ended_at - started_at)],
        ] as const)),
  ] as const;
}
