import { KeyRound } from "lucide-react";
import classes from "./NeedsRole.module.css";

export type NeedsRoleProps = {
  /** What the button would do, as the beginning of a sentence, such as "Replaying". */
  doing: string;
  /** @default "admin" */
  role?: string;
};

/** Stands where a button would, for those who may not press it. */
export function NeedsRole({ doing, role = "admin" }: NeedsRoleProps) {
  return (
    <p className={classes.NeedsRole}>
      <KeyRound aria-hidden size={14} />
      <span>
        {doing} needs the role “{role}”.
      </span>
    </p>
  );
}
