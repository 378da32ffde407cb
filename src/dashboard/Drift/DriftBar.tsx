import { Button } from "../../components/ui";
import { NeedsRole } from "../NeedsRole/NeedsRole";
import { SIDES, takeWords, type Winner } from "../Resolve/plan";
import { TakeIcon } from "../Resolve/TakeIcon";
import type { About, DriftViewProps } from "./Drift.view";
import { filterWords } from "./driftWords";
import classes from "./Drift.module.css";

export type DriftBarProps = Pick<
  DriftViewProps,
  "filter" | "mayAct" | "chosen" | "onAsk" | "onClearChosen"
> & {
  /** How many open differences the filter means. */
  matching: number;
};

/** What one can do about the rows that are chosen, else about all that match. */
export function DriftBar(props: DriftBarProps) {
  const { filter, mayAct, chosen, matching, onAsk, onClearChosen } = props;
  if (filter.state === "ended" || mayAct === undefined) return null;
  if (!mayAct) return <NeedsRole doing="Ending differences" />;
  if (chosen > 0) {
    return (
      <div role="group" aria-label="Chosen differences" className={classes.Bar}>
        <span className={classes.Chosen}>{chosen.toLocaleString()} chosen</span>
        <Take about="chosen" onAsk={onAsk} />
        <Button size="small" variant="quiet" onClick={onClearChosen}>
          Clear
        </Button>
      </div>
    );
  }
  // A person's or a scan's differences are few: they are chosen row by row.
  if (matching === 0 || filter.person !== null || filter.run !== null) return null;
  return (
    <div role="group" aria-label={`All that match: ${filterWords(filter)}`} className={classes.Bar}>
      <span className={classes.Chosen}>All {matching.toLocaleString()}</span>
      <Take about="matching" onAsk={onAsk} />
    </div>
  );
}

function Take({ about, onAsk }: { about: About; onAsk: DriftBarProps["onAsk"] }) {
  return (["clerk", "convex"] as const satisfies readonly Winner[]).map((winner) => {
    const target = about === "chosen" ? "the chosen ones" : "all that match";
    return (
      <Button
        key={winner}
        size="small"
        icon={<TakeIcon winner={winner} />}
        aria-label={`Take ${SIDES[winner]}’s values for ${target}`}
        onClick={() => onAsk({ about, winner })}
      >
        {takeWords(winner)}…
      </Button>
    );
  });
}
