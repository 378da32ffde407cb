import { FlaskConical, Zap } from "lucide-react";
import { Chip } from "../../src/components/ui";
import classes from "./Trouble/Trouble.module.css";
import { troublesOn } from "./Trouble/Trouble.view";

export interface StandInMarkProps {
  /** How many troubles are on. */
  readonly troubles: number;
  readonly onOpen: () => void;
}

/** Says plainly that nothing here is the real Clerk or the real Convex, and opens the panel. */
export function StandInMark({ troubles, onOpen }: StandInMarkProps) {
  const state = troubles === 0 ? "Make trouble" : troublesOn(troubles);
  return (
    <button
      type="button"
      className={classes.Mark}
      title="Clerk and Convex are stand-ins on this machine. The people are invented."
      aria-label={`Sandbox. ${state}`}
      onClick={onOpen}
    >
      <Chip tone="neutral" icon={FlaskConical}>
        Sandbox
      </Chip>
      {troubles > 0 && (
        <Chip tone="danger" icon={Zap}>
          {troubles.toLocaleString()}
        </Chip>
      )}
    </button>
  );
}
