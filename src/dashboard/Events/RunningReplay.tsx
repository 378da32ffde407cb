import { useMutation, useQuery } from "convex/react";
import { RotateCcw } from "lucide-react";
import { api } from "../../../convex/_generated/api";
import { Button } from "../../components/ui";
import type { Role } from "../lib/useRole";
import { ReplayProgress } from "../ReplayMany/ReplayMany.view";
import classes from "./Events.module.css";

/** The replay that is going on, whoever ordered it; nothing while there is none. */
export function RunningReplay({ role }: { role: Role | undefined }) {
  const job = useQuery(api.inbox.replayJob, {});
  const cancel = useMutation(api.inbox.cancelReplay);
  if (!job) return null;
  return (
    <section aria-label="Replay" className={classes.Running}>
      <RotateCcw aria-hidden size={16} />
      <ReplayProgress job={job} />
      {role === "admin" && (
        <Button size="small" onClick={() => void cancel({ job_id: job.job_id })}>
          Stop
        </Button>
      )}
    </section>
  );
}
