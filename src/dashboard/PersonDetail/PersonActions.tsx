import { Check, ClipboardCopy, RefreshCw } from "lucide-react";
import { Button, RelativeTime } from "../../components/ui";
import { NeedsRole } from "../NeedsRole/NeedsRole";
import type { Winner } from "../Resolve/plan";
import { TakeIcon } from "../Resolve/TakeIcon";
import type { PersonData } from "../types";
import type { ReadyProps } from "./PersonDetail.view";
import classes from "./PersonDetail.module.css";

/** What one can do about a person; for readers, what it would take. */
export function PersonActions({ person, mayAct, check, decision, copied, onCopy }: ReadyProps) {
  const differing = differingFields(person);
  const ask = (winner: Winner) => decision.onAsk({ fields: differing, winner });
  const checking = check.busy || person.check?.state === "running";
  return (
    <div className={classes.Actions}>
      <div className={classes.Buttons}>
        {mayAct && (
          <>
            <Button size="small" icon={<RefreshCw />} busy={checking} onClick={check.onCheck}>
              Check now
            </Button>
            {differing.length > 0 && (
              <>
                <Button
                  size="small"
                  icon={<TakeIcon winner="clerk" />}
                  onClick={() => ask("clerk")}
                >
                  Take Clerk’s…
                </Button>
                <Button
                  size="small"
                  icon={<TakeIcon winner="convex" />}
                  onClick={() => ask("convex")}
                >
                  Take Convex’s…
                </Button>
              </>
            )}
          </>
        )}
        <Button
          size="small"
          icon={copied ? <Check /> : <ClipboardCopy />}
          title="Both sides and what happened lately, as plain text with the e-mail masked"
          onClick={onCopy}
        >
          <span role="status">{copied ? "Copied" : "Copy for a ticket"}</span>
        </Button>
      </div>
      {mayAct === false && (
        <NeedsRole
          doing={differing.length > 0 ? "Checking, and taking one side’s values," : "Checking"}
        />
      )}
      {person.check && <CheckLine check={person.check} />}
    </div>
  );
}

/** What a decision about the whole person, or about all that differs, would be about. */
function differingFields({ one_sided, fields }: PersonData): string[] {
  if (one_sided !== null) return ["user"];
  return fields
    .filter(({ differs, differs_since }) => differs && differs_since !== null)
    .map(({ field }) => field);
}

function CheckLine({ check }: { check: NonNullable<PersonData["check"]> }) {
  const { state, counts, error, started_at, ended_at } = check;
  if (state === "running") {
    return (
      <p role="status" className={classes.CheckLine}>
        {error ? `Clerk does not answer: ${error.message} It is asked again.` : "Asking Clerk…"}
      </p>
    );
  }
  const words =
    state === "failed"
      ? `could not be made: ${error?.message ?? "no reason is known."}`
      : counts.findings > 0
        ? `found ${counts.findings === 1 ? "1 difference" : `${counts.findings} differences`}.`
        : "found both sides equal.";
  return (
    <p role="status" className={classes.CheckLine}>
      The last check of this person, <RelativeTime at={ended_at ?? started_at} />, {words}
    </p>
  );
}
