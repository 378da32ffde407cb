import { KeyRound } from "lucide-react";
import classes from "./NeedsAdmin.module.css";

/** Stands where a button would, for readers who may not press it. `to` completes "to". */
export function NeedsAdmin({ to }: { to: string }) {
  return (
    <p className={classes.NeedsAdmin}>
      <KeyRound aria-hidden size={15} />
      <span>It needs the role “admin” to {to}. Yours is “support”, which reads.</span>
    </p>
  );
}
