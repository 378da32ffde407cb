import { ArrowRight } from "lucide-react";
import { Banner, Button, Dialog, Skeleton } from "../../components/ui";
import { twoValues } from "../FieldValue/TwoValues";
import { count } from "../words";
import { planSentence, SIDES, takeWords, unlisted, willEnd, type Change, type Plan } from "./plan";
import classes from "./ResolveDialog.module.css";

export type PlanState = { status: "loading" } | { status: "ready"; plan: Plan };

export type ResolveDialogViewProps = {
  /** Which side's values would be taken; `null` while the dialog is closed. */
  winner: Plan["winner"] | null;
  /** What would happen. */
  state: PlanState;
  /** It is being carried out. */
  busy: boolean;
  /** How far, where it goes in steps. */
  progress?: string;
  /** Why it could not be carried out. */
  error: string | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** Shows what will change before anybody agrees to it. */
export function ResolveDialogView(props: ResolveDialogViewProps) {
  const { winner, state, busy, progress, error, onConfirm, onClose } = props;
  const plan = state.status === "ready" ? state.plan : null;
  return (
    <Dialog
      lang="en"
      open={winner !== null}
      onOpenChange={({ open }) => {
        if (!open) onClose();
      }}
      title={winner && `${takeWords(winner)} values`}
      description={plan ? planSentence(plan) : "Looking at what would change…"}
      className={classes.Dialog}
      footer={
        <>
          {progress && (
            <span role="status" className={classes.Progress}>
              {progress}
            </span>
          )}
          <Button onClick={onClose}>{busy && progress ? "Stop" : "Cancel"}</Button>
          {plan && willEnd(plan) > 0 && (
            <Button
              variant={plan.deletes > 0 ? "danger" : "primary"}
              busy={busy}
              onClick={onConfirm}
            >
              {confirmWords(plan)}
            </Button>
          )}
        </>
      }
    >
      {plan ? <PlanBody plan={plan} /> : <Skeleton height="6rem" />}
      {error !== null && (
        <Banner role="alert" tone="danger" title="It could not be done" className={classes.Error}>
          {error}
        </Banner>
      )}
    </Dialog>
  );
}

function confirmWords(plan: Plan): string {
  if (plan.deletes > 0) return `Delete ${count(plan.deletes, "user")} in Clerk`;
  return `${takeWords(plan.winner)} for ${willEnd(plan).toLocaleString()}`;
}

function PlanBody({ plan }: { plan: Plan }) {
  const more = unlisted(plan);
  return (
    <div className={classes.Plan}>
      {plan.deletes > 0 && (
        <Banner tone="danger" title={`${count(plan.deletes, "user")} will be deleted in Clerk`}>
          They can no longer sign in, and nobody can bring them back.
        </Banner>
      )}
      {plan.changes.length > 0 && (
        <ul role="list" aria-label="What will change" tabIndex={0} className={classes.Changes}>
          {plan.changes.map((change) => (
            <ChangeLine key={change.key} change={change} />
          ))}
        </ul>
      )}
      {more > 0 && <p className={classes.More}>and {more.toLocaleString()} more like these</p>}
      {plan.refused.map(({ message, count: left }) => (
        <Banner key={message} title={`${left.toLocaleString()} will be left as it is`}>
          {message}
        </Banner>
      ))}
      {plan.changes.length > 0 && plan.deletes === 0 && (
        <p className={classes.Note}>
          Names and usernames can be put back for a day, as long as nothing newer changes them.
        </p>
      )}
    </div>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const { name, field, label, side, from, to } = change;
  // Of the pair, the changing side goes from its own value to the other's.
  const shown = side === "convex" ? twoValues(field, to, from) : twoValues(field, from, to);
  const [before, after] =
    side === "convex" ? [shown.convex, shown.clerk] : [shown.clerk, shown.convex];
  return (
    <li className={classes.Change}>
      <p className={classes.Whose}>
        {name !== null && <bdi className={classes.Name}>{name}</bdi>}
        <span>
          {label} in {SIDES[side]}
        </span>
      </p>
      <p className={classes.Values}>
        <span className={classes.Before}>{before}</span>
        <ArrowRight aria-label="becomes" role="img" size={14} className={classes.Arrow} />
        <span className={classes.After}>{after}</span>
      </p>
    </li>
  );
}
