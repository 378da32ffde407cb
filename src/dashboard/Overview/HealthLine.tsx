import { Activity, CircleCheck, CircleDashed, MoonStar, TriangleAlert } from "lucide-react";
import { VisuallyHidden } from "../../components/ui";
import type { OverviewData } from "../types";
import { judgeHealth } from "./health";
import classes from "./Overview.module.css";

const ICONS = { well: Activity, quiet: MoonStar, troubled: TriangleAlert };

const REASON_LOOKS = {
  good: { icon: CircleCheck, words: "Good:" },
  bad: { icon: TriangleAlert, words: "Not good:" },
  unknown: { icon: CircleDashed, words: "Not known yet:" },
};

/** Whether sync is alive: one sentence, and the reasons for it. */
export function HealthLine({ data, now }: { data: OverviewData; now: number }) {
  const { state, sentence, reasons } = judgeHealth(data, now);
  const Icon = ICONS[state];
  return (
    <div className={classes.Health} data-state={state}>
      <span className={classes.HealthIcon}>
        <Icon aria-hidden size={20} />
      </span>
      <div className={classes.HealthWords}>
        <p className={classes.HealthSentence}>{sentence}</p>
        <ul role="list" aria-label="Reasons" className={classes.Reasons}>
          {reasons.map(({ state, words }) => {
            const { icon: ReasonIcon, words: judgement } = REASON_LOOKS[state];
            return (
              <li key={words} data-state={state} className={classes.Reason}>
                <ReasonIcon aria-hidden size={14} strokeWidth={2.25} />
                <VisuallyHidden>{judgement} </VisuallyHidden>
                {words}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
