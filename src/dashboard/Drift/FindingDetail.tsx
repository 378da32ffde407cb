import { useMutation, useQuery } from "convex/react";
import { useState } from "react";
import { api } from "../../../convex/_generated/api";
import { useAct } from "../lib/useAct";
import { QueryBoundary } from "../QueryBoundary/QueryBoundary";
import type { DriftData } from "../types";
import { dashboardLinks, type DashboardPaths } from "../urls";
import { FindingDetailView, type FindingDetailViewProps } from "./FindingDetail.view";

export type FindingDetailProps = Pick<FindingDetailViewProps, "mayAct" | "onAsk"> & {
  /** As it stands in the address. */
  findingId: string;
  paths: DashboardPaths;
};

/** One difference: both sides, how it came about, and what to do about it. */
export function FindingDetail(props: FindingDetailProps) {
  return (
    <QueryBoundary>
      <Connected {...props} />
    </QueryBoundary>
  );
}

function Connected({ findingId, paths, ...rest }: FindingDetailProps) {
  const data = useQuery(api.dashboard.getFinding, { finding_id: findingId });
  const undoResolve = useMutation(api.reconcile.undoResolve);
  const [refusal, setRefusal] = useState<string | null>(null);
  const undo = useAct(async (finding: DriftData) => {
    const { refused } = await undoResolve({ finding_ids: [finding._id] });
    setRefusal(refused[0]?.message ?? null);
  });
  return (
    <FindingDetailView
      {...rest}
      finding={
        data === undefined
          ? { status: "loading" }
          : data === null
            ? { status: "unknown" }
            : { status: "ready", data }
      }
      links={dashboardLinks(paths)}
      undo={{
        busy: undo.busy,
        error: undo.error ?? refusal,
        onUndo: ({ finding }) => void undo.run(finding),
      }}
    />
  );
}
