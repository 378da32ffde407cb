import { Banner, RelativeTime } from "../../components/ui";
import type { Warning } from "../types";
import type { DashboardLinks } from "../urls";
import { warningWords } from "../words";
import classes from "./Overview.module.css";

export type WarningsProps = {
  warnings: readonly Warning[];
  now: number;
  links: Pick<DashboardLinks, "users" | "events" | "runs">;
};

/** What the server warns of, each with what to do about it and where that is done. */
export function Warnings({ warnings, now, links }: WarningsProps) {
  return (
    <ul role="list" aria-label="Warnings" className={classes.Warnings}>
      {warnings.map((warning) => {
        const { problem, advice } = warningWords(warning);
        const place = placeOf(warning.kind, links);
        return (
          <li key={warning.kind}>
            <Banner
              tone="warning"
              title={problem}
              actions={place && <a href={place.href}>{place.words}</a>}
            >
              {advice}{" "}
              {warning.since !== null && (
                <>
                  It began <RelativeTime at={warning.since} now={now} />.
                </>
              )}
            </Banner>
          </li>
        );
      })}
    </ul>
  );
}

/** Where in the dashboard one sees more of it, or can do something about it. */
function placeOf(kind: string, links: WarningsProps["links"]) {
  switch (kind) {
    case "dead_events":
      return { words: "Show these events", href: links.events({ outcome: "dead" }) };
    case "unprocessed":
      return { words: "Show the events that wait", href: links.events({ outcome: "received" }) };
    case "wrong_instance":
      return { words: "Show the ignored events", href: links.events({ outcome: "ignored" }) };
    case "silence":
      return { words: "Show the last events", href: links.events() };
    case "pending_save":
      return { words: "Show who waits", href: links.users({ status: "pending" }) };
    case "full_scan_too_old":
    case "quick_scan_too_old":
    case "scan_failed":
      return { words: "Go to the scans", href: links.runs() };
    default:
      return null;
  }
}
