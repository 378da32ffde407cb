import { useMutation, useQuery } from "convex/react";
import { useEffect, useState } from "react";
import { api } from "../../../convex/_generated/api";
import { useAct } from "../lib/useAct";
import { useHeld } from "../lib/useHeld";
import { useRole } from "../lib/useRole";
import { outcomeWords, type Plan, type Winner } from "../Resolve/plan";
import type { PlanState } from "../Resolve/ResolveDialog.view";
import type { PersonDetailViewProps } from "./PersonDetail.view";
import { ticketText } from "./ticket";

/** How many of each kind of thing the time line begins with, and how many "show more" adds. */
const STEP = 20;
/** An address that was revealed does not stay on a screen that nobody looks at. */
const HIDE_AFTER_MS = 60_000;

/** Joins one person's page to the server. */
export function usePersonDetail(externalId: string): Omit<PersonDetailViewProps, "links"> {
  const [newest, setNewest] = useState(STEP);
  const data = useHeld(useQuery(api.dashboard.getUser, { externalId, newest }));
  const role = useRole();
  const email = useEmail(externalId);
  const decision = useDecision(externalId);
  const check = useCheck(externalId);
  const undo = useUndo();
  const copy = useAct(async () => {
    if (data) await navigator.clipboard.writeText(ticketText(data, Date.now()));
  });
  const [copied, setCopied] = useState(false);
  return {
    person:
      data === undefined
        ? { status: "loading" }
        : data === null
          ? { status: "unknown", externalId }
          : { status: "ready", data },
    mayAct: role === undefined ? undefined : role === "admin",
    email,
    check,
    decision,
    undo,
    copied,
    onCopy: () => void copy.run().then(setCopied),
    onMore: () => setNewest((count) => count + STEP),
  };
}

function useEmail(externalId: string): PersonDetailViewProps["email"] {
  const [address, setAddress] = useState<string | null>(null);
  const [shown, setShown] = useState(false);
  const reveal = useMutation(api.dashboard.revealEmail);
  const act = useAct(async () => {
    const { email } = await reveal({ externalId });
    setAddress(email);
    setShown(true);
  });
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(false), HIDE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return {
    address: shown ? (address ?? "none") : null,
    busy: act.busy,
    error: act.error,
    onReveal: () => void act.run(),
    onHide: () => {
      setShown(false);
      setAddress(null);
    },
  };
}

function useCheck(externalId: string): PersonDetailViewProps["check"] {
  const start = useMutation(api.reconcile.start);
  const act = useAct(() => start({ kind: "user", externalId, repair: false }));
  return { busy: act.busy, error: act.error, onCheck: () => void act.run() };
}

function useDecision(externalId: string): PersonDetailViewProps["decision"] {
  const [asked, setAsked] = useState<{ fields: string[]; winner: Winner } | null>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const preview = useQuery(api.reconcile.preview, asked ? { externalId, ...asked } : "skip");
  const resolve = useMutation(api.reconcile.resolve);
  const act = useAct(async () => {
    if (!asked) return;
    const { resolved, started, refused } = await resolve({ externalId, ...asked });
    const { winner } = asked;
    setOutcome(
      outcomeWords({ winner, resolved: resolved.length, started: started.length, refused }),
    );
    setAsked(null);
  });
  const state: PlanState =
    preview && asked ? { status: "ready", plan: planOf(preview, asked) } : { status: "loading" };
  return {
    outcome,
    onAsk: (decision) => {
      act.forget();
      setOutcome(null);
      setAsked(decision);
    },
    onDismiss: () => setOutcome(null),
    dialog: {
      winner: asked?.winner ?? null,
      state,
      busy: act.busy,
      error: act.error,
      onConfirm: () => void act.run(),
      onClose: () => setAsked(null),
    },
  };
}

type Preview = NonNullable<ReturnType<typeof useQuery<typeof api.reconcile.preview>>>;

function planOf(
  { changes, refused }: Preview,
  { fields, winner }: { fields: string[]; winner: Winner },
): Plan {
  return {
    winner,
    count: fields.length,
    judged: fields.length,
    changes: changes.map((change) => ({ key: change.field, name: null, ...change })),
    refused: refused.map(({ message }) => ({ message, count: 1 })),
    // Only a person as a whole ends by somebody's going; in Clerk that is for good.
    deletes: changes.filter(({ side, field, to }) => {
      return field === "user" && side === "clerk" && to === null;
    }).length,
  };
}

function useUndo(): PersonDetailViewProps["undo"] {
  const undoResolve = useMutation(api.reconcile.undoResolve);
  const [refusal, setRefusal] = useState<string | null>(null);
  const act = useAct(async (finding: Parameters<PersonDetailViewProps["undo"]["onUndo"]>[0]) => {
    setRefusal(null);
    const { refused } = await undoResolve({ finding_ids: [finding._id] });
    setRefusal(refused[0]?.message ?? null);
  });
  return {
    busy: act.busy,
    error: act.error ?? refusal,
    onUndo: (finding) => void act.run(finding),
  };
}
