import { EventChip, RelativeTime } from "../../components/ui";
import type { EventData } from "../types";
import classes from "./EventDetail.module.css";

/** Every attempt that is kept, newest first, with what went wrong, and when the next one is. */
export function Attempts({
  attempt_log,
  next_attempt_at,
}: Pick<EventData, "attempt_log" | "next_attempt_at">) {
  if (attempt_log.length === 0) return <p className={classes.Nothing}>None yet.</p>;
  const newestFirst = [...attempt_log.entries()].reverse();
  return (
    <ol role="list" className={classes.Attempts}>
      {next_attempt_at !== null && (
        <li className={classes.Next}>
          Next attempt <RelativeTime at={next_attempt_at} />
        </li>
      )}
      {newestFirst.map(([index, { at, outcome, error }]) => (
        <li key={index} className={classes.Attempt}>
          <EventChip outcome={outcome} />
          <RelativeTime at={at} className={classes.AttemptTime} />
          {error && (
            <p className={classes.AttemptError}>
              {error.message} <code>{error.kind}</code>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
