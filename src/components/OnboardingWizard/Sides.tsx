import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleX,
  Clock,
  CloudOff,
  Minus,
  TriangleAlert,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import { Spinner, type Tone } from "../ui";
import classes from "./Sides.module.css";
import type { BothSides, SideNews, SideState } from "./OnboardingWizard.sides";
import type { OnboardingWizardStrings } from "./OnboardingWizard.strings";

const looks: Record<Exclude<SideState, "busy">, { icon: LucideIcon; tone: Tone }> = {
  waiting: { icon: CloudOff, tone: "warning" },
  saved: { icon: CircleCheck, tone: "success" },
  on_its_way: { icon: Clock, tone: "info" },
  nothing: { icon: Minus, tone: "neutral" },
  undone: { icon: Undo2, tone: "warning" },
  refused: { icon: CircleX, tone: "danger" },
  failed: { icon: CircleAlert, tone: "danger" },
  cancelled: { icon: Ban, tone: "neutral" },
  differs: { icon: TriangleAlert, tone: "warning" },
};

/** The truth about each of the two sides. */
export function Sides({ sides, strings }: { sides: BothSides; strings: OnboardingWizardStrings }) {
  return (
    <section aria-label={strings.sides.title} className={classes.Sides}>
      <Side name={strings.sides.convex} news={sides.convex} strings={strings} />
      <Side name={strings.sides.clerk} news={sides.clerk} strings={strings} />
    </section>
  );
}

function Side({
  name,
  news,
  strings: { sides },
}: {
  name: string;
  news: SideNews;
  strings: OnboardingWizardStrings;
}) {
  const { state } = news;
  const look = state === "busy" ? null : looks[state];
  const reason = reasonFor(news, sides.reasons);
  return (
    <div className={classes.Side} data-tone={look?.tone} data-state={state}>
      <p className={classes.SideLine}>
        <span className={classes.SideName}>{name}</span>
        <span className={classes.SideState}>
          {look ? <look.icon aria-hidden size={14} strokeWidth={2.25} /> : <Spinner />}
          {sides.states[state]}
        </span>
      </p>
      {reason && <p className={classes.SideReason}>{reason}</p>}
    </div>
  );
}

function reasonFor(
  { state, reason, comesByItself }: SideNews,
  reasons: OnboardingWizardStrings["sides"]["reasons"],
): string | null {
  if (comesByItself) return [reason, reasons.brought].filter(Boolean).join(" ");
  if (reason !== null) return reason;
  switch (state) {
    case "waiting":
    case "on_its_way":
    case "undone":
    case "differs":
      return reasons[state];
    default:
      return null;
  }
}
