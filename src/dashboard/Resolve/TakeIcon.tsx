import { ArrowLeftToLine, ArrowRightToLine } from "lucide-react";
import type { Winner } from "./plan";
import classes from "./TakeIcon.module.css";

const ICONS = { clerk: ArrowRightToLine, convex: ArrowLeftToLine };

/** Points from the side whose value is taken to the other, as the two stand beside each other. */
export function TakeIcon({ winner }: { winner: Winner }) {
  const Icon = ICONS[winner];
  return <Icon className={classes.TakeIcon} />;
}
