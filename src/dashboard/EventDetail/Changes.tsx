import { FieldValue } from "../FieldValue/FieldValue";
import type { EventRow } from "../types";
import { fieldWords } from "../words";
import classes from "./EventDetail.module.css";

/** What an event changed in Convex, from and to. */
export function Changes({ changes }: Pick<EventRow, "changes">) {
  if (changes.length === 0) return <p className={classes.Nothing}>Nothing.</p>;
  return (
    <table className={classes.Changes}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, from, to }) => (
          <tr key={field}>
            <th scope="row">{fieldWords(field)}</th>
            <td>
              <FieldValue field={field} value={from} where="before" />
            </td>
            <td>
              <FieldValue field={field} value={to} where="afterwards" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What an event brought that a newer save of the person's stood over. */
export function HeldBack({ values }: { values: EventRow["held_back"] }) {
  return (
    <>
      <p className={classes.Nothing}>A newer save of the person’s stood over what this brought.</p>
      <table className={classes.Changes}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Clerk had</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ field, value }) => (
            <tr key={field}>
              <th scope="row">{fieldWords(field)}</th>
              <td>
                <FieldValue field={field} value={value} where="in Clerk" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
