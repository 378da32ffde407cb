import {
  ArrowLeftRight,
  CircleCheck,
  PencilLine,
  Undo2,
  UserRoundCog,
  Webhook,
  type LucideIcon,
} from "lucide-react";
import { Button, EventChip, RelativeTime, useNow } from "../../components/ui";
import { ListSection } from "../Detail/Detail";
import type { PersonFinding } from "../types";
import type { ReadyProps } from "./PersonDetail.view";
import { momentWords, timeline, type Moment } from "./timeline";
import classes from "./Timeline.module.css";

/** Saves, events, differences and what staff did, newest first. */
export function Timeline(props: ReadyProps) {
  const { person, links, onMore } = props;
  const moments = timeline(person);
  return (
    <div className={classes.Timeline}>
      <ListSection
        title="What happened"
        count={0}
        empty="Nothing yet. Saves, events, differences and what staff does appear here."
        more={
          <span className={classes.Links}>
            <a href={links.events({ person: person.externalId })}>All events</a>
            <a href={links.audit({ subject: person.externalId })}>All deeds of staff</a>
          </span>
        }
        items={moments.map((moment) => (
          <MomentLine key={moment.key} moment={moment} {...props} />
        ))}
      />
      {person.has_older && (
        <Button size="small" onClick={onMore} className={classes.More}>
          Show older
        </Button>
      )}
    </div>
  );
}

const KINDS: Record<Moment["kind"], { icon: LucideIcon; label: string }> = {
  save: { icon: PencilLine, label: "Save" },
  event: { icon: Webhook, label: "Event" },
  found: { icon: ArrowLeftRight, label: "Difference" },
  settled: { icon: CircleCheck, label: "Settled" },
  deed: { icon: UserRoundCog, label: "Staff" },
};

function MomentLine({ moment, ...props }: ReadyProps & { moment: Moment }) {
  const { icon: Icon, label } = KINDS[moment.kind];
  const { title, text } = momentWords(moment);
  const href = linkOf(moment, props);
  return (
    <li className={classes.Moment} data-kind={moment.kind}>
      <Icon role="img" aria-label={label} size={15} className={classes.Icon} />
      <div className={classes.Words}>
        <p className={classes.Head}>
          {href === null ? <strong>{title}</strong> : <a href={href}>{title}</a>}
          {moment.kind === "event" && <EventChip outcome={moment.event.status} />}
          <RelativeTime at={moment.at} className={classes.Time} />
        </p>
        <p className={classes.Text}>{text}</p>
        {moment.kind === "save" && moment.write.error && (
          <p className={classes.Error}>
            {moment.write.error.message} <code>{moment.write.error.code}</code>
          </p>
        )}
        {"finding" in moment && <Undo finding={moment.finding} moment={moment} {...props} />}
      </div>
    </li>
  );
}

function linkOf(moment: Moment, { links, person }: ReadyProps): string | null {
  if (moment.kind === "event") {
    return links.events({ person: person.externalId, event: moment.event.svix_id });
  }
  if (!("finding" in moment)) return null;
  const { _id: finding, resolved_at } = moment.finding;
  return links.drift({ finding, state: resolved_at === null ? "open" : "ended" });
}

/** Where it ended, or (for one that is on its way to Clerk) where it was found. */
function Undo({
  finding,
  moment,
  mayAct,
  undo,
}: Pick<ReadyProps, "mayAct" | "undo"> & { finding: PersonFinding; moment: Moment }) {
  const now = useNow();
  const isHere = (moment.kind === "settled") === (finding.resolved_at !== null);
  const { undo_until } = finding;
  if (!mayAct || !isHere || undo_until === null || undo_until < now) return null;
  return (
    <div>
      <Button
        size="small"
        icon={<Undo2 />}
        busy={undo.busy}
        title="Puts the earlier value back, unless something newer has changed it"
        onClick={() => undo.onUndo(finding)}
      >
        Undo
      </Button>
    </div>
  );
}
