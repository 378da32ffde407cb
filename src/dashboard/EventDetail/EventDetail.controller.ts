import { useMutation, useQuery } from "convex/react";
import { useState } from "react";
import { api } from "../../../convex/_generated/api";
import { problemWords } from "../lib/problemWords";
import { useRole } from "../lib/useRole";
import { dashboardLinks, type DashboardPaths } from "../urls";
import type { EmailState, EventDetailViewProps, EventState, ReplayState } from "./EventDetail.view";

/** Reads one event, live, and has it replayed or its person's address shown. */
export function useEventDetail(svixId: string, paths: DashboardPaths): EventDetailViewProps {
  const data = useQuery(api.dashboard.getEvent, { svix_id: svixId });
  const replayOne = useMutation(api.inbox.replay);
  const revealEmail = useMutation(api.dashboard.revealEmail);
  const [replay, setReplay] = useState<ReplayState>({ status: "idle" });
  const [email, setEmail] = useState<EmailState>({ status: "hidden" });

  async function onReplay() {
    setReplay({ status: "busy" });
    try {
      await replayOne({ svix_id: svixId });
      setReplay({ status: "idle" });
    } catch (error) {
      setReplay({ status: "refused", message: problemWords(error) });
    }
  }

  async function onReveal(externalId: string) {
    setEmail({ status: "busy" });
    try {
      setEmail({ status: "shown", ...(await revealEmail({ externalId })) });
    } catch (error) {
      setEmail({ status: "refused", message: problemWords(error) });
    }
  }

  return {
    event: stateOf(data, svixId),
    links: dashboardLinks(paths),
    role: useRole(),
    replay,
    email,
    onReplay: () => void onReplay(),
    onReveal: () => {
      if (data?.externalId != null) void onReveal(data.externalId);
    },
  };
}

function stateOf(
  data: ReturnType<typeof useQuery<typeof api.dashboard.getEvent>>,
  svixId: string,
): EventState {
  if (data === undefined) return { status: "loading" };
  return data === null ? { status: "unknown", svixId } : { status: "ready", data };
}
