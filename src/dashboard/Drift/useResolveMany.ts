import { useMutation, useQuery } from "convex/react";
import { useRef, useState } from "react";
import { api } from "../../../convex/_generated/api";
import { problemWords } from "../lib/problemWords";
import { outcomeWords, type Plan, type Winner } from "../Resolve/plan";
import type { PlanState, ResolveDialogViewProps } from "../Resolve/ResolveDialog.view";
import { BATCH, batches, resolveOrders } from "./batches";
import type { DriftKind, DriftRow, ManyPreview, ResolveJob } from "../types";

type FindingId = DriftRow["_id"];

/** What a decision is about: these differences, or all that the filter means. */
export type Target =
  { finding_ids: FindingId[] } | { filter: { field?: string; drift_kind?: DriftKind } };

export type ResolveMany = {
  dialog: ResolveDialogViewProps;
  outcome: string | null;
  error: string | null;
  busy: boolean;
  ask: (decision: { target: Target; winner: Winner }) => void;
  undo: (() => void) | null;
  dismiss: () => void;
};

/**
 * Ends many differences: shows what would change, then does it, chosen ones in batches from here
 * and all that match in a job on the server.
 */
export function useResolveMany(on: {
  started: (event: Pick<ResolveJob, "job_id">) => void;
  resolved: () => void;
}): ResolveMany {
  const [asked, setAsked] = useState<{ target: Target; winner: Winner } | null>(null);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const [news, setNews] = useState<{ outcome?: string; error?: string; ended?: FindingId[] }>({});
  const isStopped = useRef(false);
  const preview = useQuery(api.reconcile.previewMany, asked ? previewArgs(asked) : "skip");
  const resolveMany = useMutation(api.reconcile.resolveMany);
  const resolveSelected = useMutation(api.reconcile.resolveSelected);
  const undoResolve = useMutation(api.reconcile.undoResolve);

  async function attempt(work: () => Promise<void>) {
    if (busy) return;
    setBusy(true);
    setNews({});
    try {
      await work();
    } catch (thrown) {
      setNews({ error: problemWords(thrown) });
    } finally {
      setBusy(false);
      setProgress(null);
    }
  }

  async function confirm() {
    if (asked === null) return;
    const { target, winner } = asked;
    if ("filter" in target) {
      const { job_id } = await resolveMany({ filter: target.filter, winner });
      if (job_id !== null) on.started({ job_id });
      setAsked(null);
      return;
    }
    const ids = target.finding_ids;
    const accepted: FindingId[] = [];
    const refused: { message: string }[] = [];
    isStopped.current = false;
    for (const order of resolveOrders(ids)) {
      if (isStopped.current) break;
      if (ids.length > BATCH)
        setProgress({ done: accepted.length + refused.length, of: ids.length });
      const answer = await resolveSelected({ ...order, winner });
      accepted.push(...answer.accepted);
      refused.push(...answer.refused);
    }
    const counts =
      winner === "clerk"
        ? { resolved: accepted.length, started: 0 }
        : { resolved: 0, started: accepted.length };
    setNews({ outcome: outcomeWords({ winner, ...counts, refused }), ended: accepted });
    setAsked(null);
    on.resolved();
  }

  async function undo(ids: FindingId[]) {
    let undone = 0;
    const refused: { message: string }[] = [];
    for (const finding_ids of batches(ids)) {
      const answer = await undoResolve({ finding_ids });
      undone += answer.undone.length;
      refused.push(...answer.refused);
    }
    const [first] = refused;
    const left = first ? ` ${refused.length.toLocaleString()} stay: ${first.message}` : "";
    setNews({ outcome: `${undone.toLocaleString()} put back as before.${left}` });
  }

  const { ended = [] } = news;
  return {
    outcome: news.outcome ?? null,
    // While the dialog is open it tells of the error itself.
    error: asked === null ? (news.error ?? null) : null,
    busy,
    ask: (decision) => {
      setNews({});
      setAsked(decision);
    },
    undo: ended.length > 0 ? () => void attempt(() => undo(ended)) : null,
    dismiss: () => setNews({}),
    dialog: {
      winner: asked?.winner ?? null,
      state: stateOf(preview, asked?.winner),
      busy,
      ...(progress && { progress: `${progress.done} of ${progress.of}` }),
      error: news.error ?? null,
      onConfirm: () => void attempt(confirm),
      onClose: () => {
        isStopped.current = true;
        if (!busy) setAsked(null);
      },
    },
  };
}

function previewArgs({ target, winner }: { target: Target; winner: Winner }) {
  // A preview tells of the first batch; how many there are is known here.
  return "filter" in target
    ? { filter: target.filter, winner }
    : { finding_ids: target.finding_ids, winner };
}

function stateOf(preview: ManyPreview | undefined, winner: Winner | undefined): PlanState {
  if (preview === undefined || winner === undefined) return { status: "loading" };
  const changes = preview.changes.map((change) => ({ key: change.finding_id, ...change }));
  const plan: Plan = { ...preview, changes, winner };
  return { status: "ready", plan };
}
