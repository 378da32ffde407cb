import { useQuery } from "convex/react";
import { useEffect, useRef, useState } from "react";
import { api } from "../../../convex/_generated/api";
import { VisuallyHidden } from "../../components/ui";
import { useMinute } from "../../dashboard/lib/useMinute";
import { IfAllowed } from "../IfAllowed";
import { hear, newsBetween, NOTHING_HEARD, say, type Counts } from "./summary";

/** How often it is looked whether something is to be said. */
const LOOK_MS = 500;

/**
 * Tells screen readers of new events, on every page: one polite region, summing up. Who may not see
 * events hears nothing.
 */
export function Announcer() {
  return (
    <IfAllowed>
      <Listening />
    </IfAllowed>
  );
}

function Listening() {
  const now = useMinute();
  const overview = useQuery(api.dashboard.overview, { now, range: "day" });
  return <AnnouncerView counts={overview?.events.hours} />;
}

export type AnnouncerViewProps = {
  /** Events by hour, type and outcome; `undefined` while they are on their way. */
  counts: Counts | undefined;
};

/** The region, and what it says of counts that grow. */
export function AnnouncerView({ counts }: AnnouncerViewProps) {
  const summary = useRef(NOTHING_HEARD);
  const before = useRef<Counts | null>(null);
  const [message, setMessage] = useState("");

  useEffect(() => {
    if (counts === undefined) return;
    summary.current = hear(summary.current, newsBetween(before.current, counts), Date.now());
    before.current = counts;
  }, [counts]);

  useEffect(() => {
    const timer = setInterval(() => {
      const { message, after } = say(summary.current, Date.now());
      summary.current = after;
      if (message !== null) setMessage(message);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <VisuallyHidden>
      <span role="status" aria-label="News">
        {message}
      </span>
    </VisuallyHidden>
  );
}
