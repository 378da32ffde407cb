import { EventChip, RelativeTime } from "../../components/ui";
import type { EventRow } from "../types";
import { eventTypeWords } from "../words";
import classes from "./EventLine.module.css";

export type EventLineProps = { event: EventRow; href: string };

/** One event as a line of a list in a drawer, leading to the event. */
export function EventLine({ event, href }: EventLineProps) {
  return (
    <li className={classes.EventLine}>
      <a href={href} className={classes.Link}>
        {eventTypeWords(event.type)}
      </a>
      <EventChip outcome={event.status} />
      <RelativeTime at={event.received_at} className={classes.Time} />
    </li>
  );
}
