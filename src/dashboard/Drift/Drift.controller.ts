import { useMutation, useQuery } from "convex/react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { api } from "../../../convex/_generated/api";
import { useAct } from "../lib/useAct";
import { useHeld } from "../lib/useHeld";
import { useLiveList } from "../lib/useLiveList";
import { useRole } from "../lib/useRole";
import type { DriftRow, ResolveJob } from "../types";
import { dashboardLinks, driftParams, type DashboardPaths } from "../urls";
import type { DriftViewProps } from "./Drift.view";
import { rowsBetween } from "./driftWords";
import { useResolveMany, type ResolveMany } from "./useResolveMany";

type FindingId = DriftRow["_id"];

/** Joins the list to the server, its filters to the address bar, and its choices to what acts. */
export function useDrift(
  paths: DashboardPaths,
): DriftViewProps & { onClose: () => void; resolve: ResolveMany } {
  const [params, setParams] = useQueryStates(driftParams);
  const { field, kind, state, person, run, finding } = params;
  const filter = { field, kind, state, person, run };
  const { list, loadMore } = useLiveList(api.dashboard.listDrift, {
    open: state === "open",
    ...(field !== null && { field }),
    ...(kind !== null && { kind }),
    ...(person !== null && { person }),
    ...(run !== null && { run }),
  });
  const role = useRole();
  const groups = useHeld(useQuery(api.dashboard.driftGroups, {}));
  const rows = list.status === "ready" ? list.rows : [];
  const choice = useChoice(rows);
  const jobs = useJob();
  const resolve = useResolveMany({
    started: ({ job_id }) => jobs.watch({ job_id, kind: "resolve" }),
    resolved: choice.clear,
  });
  const links = dashboardLinks(paths);
  return {
    list,
    groups,
    filter,
    mayAct: role === undefined ? undefined : role === "admin",
    openId: finding,
    chosen: choice.ids.length,
    selection: choice.selection,
    news: {
      job: jobs.job,
      outcome: resolve.outcome,
      error: resolve.error ?? jobs.error,
      mayAct: role === "admin",
      busy: resolve.busy || jobs.busy,
      onUndo: resolve.undo ?? jobs.undo,
      onStop: jobs.stop,
      onDismiss: () => {
        resolve.dismiss();
        jobs.watch(null);
      },
    },
    dialog: resolve.dialog,
    resolve,
    rowHref: (row) => links.drift({ ...filter, finding: row._id }),
    onFilter: (change) => {
      choice.clear();
      void setParams(change);
    },
    onOpen: ({ row }) => void setParams({ finding: row._id }, { history: "push" }),
    onClose: () => void setParams({ finding: null }),
    onMore: loadMore,
    onClearChosen: choice.clear,
    onAsk: ({ about, winner }) => {
      const all = { ...(field !== null && { field }), ...(kind !== null && { drift_kind: kind }) };
      const target = about === "chosen" ? { finding_ids: choice.ids } : { filter: all };
      resolve.ask({ target, winner });
    },
  };
}

/** Which rows are chosen. One that leaves the list is not chosen any more. */
function useChoice(rows: readonly DriftRow[]) {
  const [chosen, setChosen] = useState<ReadonlySet<FindingId>>(new Set());
  const [anchor, setAnchor] = useState<FindingId | null>(null);
  const ids = rows.map(({ _id }) => _id).filter((id) => chosen.has(id));
  const selection: DriftViewProps["selection"] = {
    isChosen: ({ _id }) => chosen.has(_id),
    labelOf: ({ name }) => `Choose ${name}`,
    all: ids.length === 0 ? "none" : ids.length === rows.length ? "all" : "some",
    onToggle: ({ row, range }) => {
      const meant = range ? rowsBetween(rows, anchor, row) : [row];
      const next = new Set(chosen);
      for (const { _id } of meant) {
        if (chosen.has(row._id)) next.delete(_id);
        else next.add(_id);
      }
      setChosen(next);
      setAnchor(row._id);
    },
    onToggleAll: () =>
      setChosen(ids.length === rows.length ? new Set() : new Set(rows.map(({ _id }) => _id))),
  };
  return { ids, selection, clear: () => setChosen(new Set()) };
}

type Watched = Pick<ResolveJob, "job_id"> & { kind: "resolve" | "undo" };

/** The job that is going on, whoever ordered it; else the last one that was ordered here. */
function useJob() {
  const [ordered, setOrdered] = useState<Watched | null>(null);
  const resolving = useQuery(api.reconcile.resolveJob, argsOf(ordered, "resolve"));
  const undoing = useQuery(api.reconcile.undoJob, argsOf(ordered, "undo"));
  const job = (ordered?.kind === "undo" ? undoing : (resolving ?? undoing)) ?? null;
  const cancelResolve = useMutation(api.reconcile.cancelResolve);
  const cancelUndo = useMutation(api.reconcile.cancelUndo);
  const undoMany = useMutation(api.reconcile.undoMany);
  const act = useAct(async (work: () => Promise<unknown>) => await work());
  return {
    job,
    busy: act.busy,
    error: act.error,
    watch: setOrdered,
    stop: () => {
      if (job === null) return;
      const { job_id, filter } = job;
      const cancel = filter.kind === "undo" ? cancelUndo : cancelResolve;
      void act.run(() => cancel({ job_id }));
    },
    undo:
      job?.filter.kind === "resolve" && job.state !== "running"
        ? () =>
            void act.run(async () => {
              const { job_id } = await undoMany({ job_id: job.job_id });
              if (job_id !== null) setOrdered({ job_id, kind: "undo" });
            })
        : null,
  };
}

/** Without an id the server answers with the job that is running, or null. */
function argsOf(ordered: Watched | null, kind: Watched["kind"]) {
  return ordered?.kind === kind ? { job_id: ordered.job_id } : {};
}
