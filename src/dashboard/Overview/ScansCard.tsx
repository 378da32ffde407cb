import { Card, RelativeTime } from "../../components/ui";
import type { OverviewData } from "../types";
import type { DashboardLinks } from "../urls";
import { count } from "../words";
import { duration } from "../lib/duration";
import classes from "./Overview.module.css";

export type ScansCardProps = {
  data: Pick<OverviewData, "scans">;
  now: number;
  links: Pick<DashboardLinks, "runs">;
};

type Scan = OverviewData["scans"][number];

const KINDS: Record<Scan["kind"], { title: string; meaning: string }> = {
  quick: { title: "Quick scan", meaning: "Those who changed lately, every 15 minutes" },
  full: { title: "Full scan", meaning: "Everybody, once a day" },
};

/** When Clerk's users were last compared, what came of it, and when the next scan is due. */
export function ScansCard({ data, now, links }: ScansCardProps) {
  return (
    <Card
      title="Scans"
      description="Find what no event has told of."
      actions={<a href={links.runs()}>All scans</a>}
      flush
    >
      <ul role="list" className={classes.Scans}>
        {data.scans.map(({ kind, last, next_due_at }) => (
          <li key={kind} className={classes.Scan}>
            <p className={classes.ScanTitle}>{KINDS[kind].title}</p>
            <p className={classes.ScanMeaning}>{KINDS[kind].meaning}</p>
            <p>{last === null ? "None has run yet." : <LastScan last={last} now={now} />}</p>
            <p className={classes.ScanMeaning}>
              {next_due_at === null ? (
                "The schedule begins with the first one that starts by itself."
              ) : next_due_at <= now ? (
                "The next one is due now."
              ) : (
                <>
                  Next one due <RelativeTime at={next_due_at} now={now} />.
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function LastScan({ last, now }: { last: NonNullable<Scan["last"]>; now: number }) {
  const { state, done, total, counts, started_at, ended_at } = last;
  const people = count(done, "person").replace("persons", "people");
  if (state === "running") {
    const of = total === null ? "" : ` of ${total.toLocaleString()}`;
    return (
      <>
        Under way: {done.toLocaleString()}
        {of} compared.
      </>
    );
  }
  const took = ended_at === null ? "" : ` in ${duration(ended_at - started_at)}`;
  const findings = counts.findings === 0 ? "no difference" : count(counts.findings, "difference");
  return (
    <>
      {ENDS[state]} <RelativeTime at={ended_at ?? started_at} now={now} />: {people} compared{took},{" "}
      {findings} found.
    </>
  );
}

const ENDS = { done: "Ended", cancelled: "Was stopped", failed: "Failed" };
