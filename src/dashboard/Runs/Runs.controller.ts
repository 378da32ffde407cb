import { useMutation, useQuery } from "convex/react";
import { useQueryStates } from "nuqs";
import { api } from "../../../convex/_generated/api";
import { useAct } from "../lib/useAct";
import { useHeld } from "../lib/useHeld";
import { useLiveList } from "../lib/useLiveList";
import { useRole } from "../lib/useRole";
import { dashboardLinks, runsParams, type DashboardPaths } from "../urls";
import type { RunsViewProps } from "./Runs.view";

/** Joins the page of scans to the server, and the open one to the address bar. */
export function useRuns(paths: DashboardPaths): RunsViewProps & { onClose: () => void } {
  const [{ run }, setParams] = useQueryStates(runsParams);
  const { list, loadMore } = useLiveList(api.dashboard.listRuns, {});
  const state = useHeld(useQuery(api.dashboard.scanState, {}));
  const role = useRole();
  const start = useMutation(api.reconcile.start);
  const cancel = useMutation(api.reconcile.cancel);
  const act = useAct(async (work: () => Promise<unknown>) => await work());
  const links = dashboardLinks(paths);
  return {
    list,
    state,
    mayAct: role === undefined ? undefined : role === "admin",
    openId: run,
    busy: act.busy,
    error: act.error,
    rowHref: (row) => links.runs({ run: row._id }),
    onOpen: ({ row }) => void setParams({ run: row._id }, { history: "push" }),
    onClose: () => void setParams({ run: null }),
    onMore: loadMore,
    onStart: (scan) => void act.run(() => start(scan)),
    onCancel: ({ run: running }) => void act.run(() => cancel({ run_id: running._id })),
  };
}
