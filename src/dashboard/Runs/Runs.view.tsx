import clsx from "clsx";
import {
  CircleCheck,
  CircleMinus,
  CircleX,
  FlaskConical,
  RefreshCw,
  type LucideIcon,
} from "lucide-react";
import { Banner, Chip, EmptyState, RelativeTime, type Tone } from "../../components/ui";
import cells from "../ListPage/ListPage.module.css";
import type { ListState } from "../lib/listState";
import { PageHeader } from "../PageHeader/PageHeader";
import type { RunRow, ScanState } from "../types";
import { VirtualTableView, type Column } from "../VirtualTable/VirtualTable.view";
import { durationWords, resultWords, SCAN_NAMES, triggerWords, type Scan } from "./runWords";
import { RunningScan } from "./RunningScan";
import { StartScan } from "./StartScan";
import classes from "./Runs.module.css";

export type RunsViewProps = {
  list: ListState<RunRow>;
  /** Whether a scan goes on, and when the next are due; `undefined` until that has come. */
  state: ScanState | undefined;
  /** Whether the reader may act; `undefined` until that is known. */
  mayAct: boolean | undefined;
  openId: string | null;
  /** Something has been asked of the server and is not answered. */
  busy: boolean;
  error: string | null;
  rowHref: (row: RunRow) => string;
  onOpen: (event: { row: RunRow }) => void;
  onMore: () => void;
  onStart: (scan: Scan) => void;
  onCancel: (event: { run: RunRow }) => void;
};

/** Scans: the one that goes on, what can be started, when the next are due, and what came of the others. */
export function RunsView(props: RunsViewProps) {
  const { list, state, error, openId, rowHref, onOpen, onMore } = props;
  return (
    <div lang="en" className={classes.Runs}>
      <PageHeader
        title="Runs"
        description="A scan compares Clerk with Convex, and finds what webhooks have missed."
      />
      {error !== null && (
        <Banner role="alert" tone="danger" title="It could not be done">
          {error}
        </Banner>
      )}
      {state?.missing != null && (
        <Banner tone="warning" title="No scan can run">
          {state.missing}
        </Banner>
      )}
      {state?.running && <RunningScan {...props} run={state.running} />}
      <StartScan {...props} />
      <VirtualTableView
        label="Scans"
        columns={COLUMNS}
        list={list}
        rowKey={(row) => row._id}
        rowHref={rowHref}
        openKey={openId}
        onOpen={onOpen}
        onMore={onMore}
        rowClassName={classes.Row ?? ""}
        empty={
          <EmptyState icon={RefreshCw} title="No scan yet">
            The schedule starts the first one by itself, within a quarter of an hour. It appears
            here with what it has found.
          </EmptyState>
        }
      />
    </div>
  );
}

const COLUMNS: readonly [Column<RunRow>, ...Column<RunRow>[]] = [
  {
    id: "kind",
    header: "Scan",
    cell: ({ kind, dry_run }) => (
      <span className={clsx(classes.Kind, cells.Strong)}>
        {SCAN_NAMES[kind]}
        {dry_run && (
          <Chip tone="info" icon={FlaskConical}>
            Dry run
          </Chip>
        )}
      </span>
    ),
  },
  { id: "state", header: "State", cell: ({ state }) => <RunChip state={state} /> },
  {
    id: "result",
    header: "Result",
    cell: (row) => (
      <span className={cells.Clipped} title={resultWords(row)}>
        {row.state === "running" ? "still looking" : resultWords(row)}
      </span>
    ),
  },
  { id: "by", header: "Started by", cell: (row) => <bdi>{triggerWords(row)}</bdi> },
  {
    id: "took",
    header: "Took",
    cell: ({ started_at, ended_at }) =>
      ended_at !== null && <bdi>{durationWords(ended_at - started_at)}</bdi>,
  },
  { id: "started", header: "Started", cell: ({ started_at }) => <RelativeTime at={started_at} /> },
];

const STATES: Record<RunRow["state"], { label: string; tone: Tone; icon: LucideIcon }> = {
  running: { label: "Running", tone: "info", icon: RefreshCw },
  done: { label: "Done", tone: "success", icon: CircleCheck },
  cancelled: { label: "Stopped", tone: "neutral", icon: CircleMinus },
  failed: { label: "Failed", tone: "danger", icon: CircleX },
};

/** How a scan stands: icon, word and colour. */
export function RunChip({ state }: Pick<RunRow, "state">) {
  const { label, tone, icon } = STATES[state];
  return (
    <Chip tone={tone} icon={icon}>
      {label}
    </Chip>
  );
}
