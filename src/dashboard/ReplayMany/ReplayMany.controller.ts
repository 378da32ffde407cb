import { useMutation, useQuery } from "convex/react";
import type { FunctionArgs } from "convex/server";
import { useState } from "react";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { problemWords } from "../lib/problemWords";
import type { ReplayManyState, ReplayManyViewProps } from "./ReplayMany.view";

export type ReplayFilter = FunctionArgs<typeof api.inbox.replayMany>["filter"];

/** Counts, orders, watches and stops a replay of all events that match. */
export function useReplayMany(
  filter: ReplayFilter,
): Pick<ReplayManyViewProps, "state" | "busy" | "onStart" | "onCancel"> & { count: () => void } {
  const replayMany = useMutation(api.inbox.replayMany);
  const cancelReplay = useMutation(api.inbox.cancelReplay);
  const [answer, setAnswer] = useState<Exclude<ReplayManyState, { status: "started" }>>({
    status: "counting",
  });
  const [jobId, setJobId] = useState<Id<"bulkJobs"> | null>(null);
  const [busy, setBusy] = useState(false);
  const job = useQuery(api.inbox.replayJob, jobId === null ? "skip" : { job_id: jobId });

  async function order(dry_run: boolean) {
    setBusy(true);
    try {
      const { job_id, ...counted } = await replayMany({ filter, dry_run });
      setJobId(job_id);
      setAnswer({ status: "counted", ...counted });
    } catch (error) {
      setAnswer({ status: "refused", message: problemWords(error) });
    } finally {
      setBusy(false);
    }
  }

  async function cancel(job_id: Id<"bulkJobs">) {
    setBusy(true);
    try {
      await cancelReplay({ job_id });
    } catch (error) {
      setAnswer({ status: "refused", message: problemWords(error) });
    } finally {
      setBusy(false);
    }
  }

  return {
    state: job ? { status: "started", job } : answer,
    busy,
    count: () => {
      setJobId(null);
      setAnswer({ status: "counting" });
      void order(true);
    },
    onStart: () => void order(false),
    onCancel: () => {
      if (jobId !== null) void cancel(jobId);
    },
  };
}
