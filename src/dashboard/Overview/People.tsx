import { SYNC_STATUSES } from "../../../convex/model/statuses";
import { Card, statusLooks } from "../../components/ui";
import type { OverviewData, SyncStatus } from "../types";
import type { DashboardLinks } from "../urls";
import { STATUS_MEANINGS } from "../words";
import classes from "./Overview.module.css";

export type PeopleProps = {
  data: Pick<OverviewData, "counts" | "counts_lag">;
  links: Pick<DashboardLinks, "users">;
};

/** How many people have each status; each number is a link to them. */
export function People({ data, links }: PeopleProps) {
  return (
    <Card title="People" flush>
      <ul role="list" className={classes.Tiles}>
        {SYNC_STATUSES.map((status) => (
          <li key={status}>
            <Tile status={status} count={data.counts[status]} href={links.users({ status })} />
          </li>
        ))}
      </ul>
      {data.counts_lag && (
        <p className={classes.CountsLag}>
          Many changed at once. These counts will have all of them in a few seconds.
        </p>
      )}
    </Card>
  );
}

type TileProps = { status: SyncStatus; count: number; href: string };

function Tile({ status, count, href }: TileProps) {
  const { label, tone, icon: Icon } = statusLooks[status];
  return (
    <a href={href} className={classes.Tile} data-tone={tone} data-none={count === 0 || undefined}>
      <span className={classes.TileLabel}>
        <Icon aria-hidden size={15} strokeWidth={2.25} />
        {label}
      </span>
      <span className={classes.TileCount}>{count.toLocaleString()}</span>
      <span className={classes.TileMeaning}>{STATUS_MEANINGS[status]}</span>
    </a>
  );
}
