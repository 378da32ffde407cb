import { ArrowLeftRight, CircleCheck, FileQuestionMark, Undo2 } from "lucide-react";
import {
  Banner,
  Button,
  Chip,
  EmptyState,
  RelativeTime,
  Skeleton,
  useNow,
} from "../../components/ui";
import { Facts, Section } from "../Detail/Detail";
import { twoValues } from "../FieldValue/TwoValues";
import { NeedsRole } from "../NeedsRole/NeedsRole";
import { settledSentence } from "../PersonDetail/timeline";
import { SIDES, takeWords, type Winner } from "../Resolve/plan";
import { TakeIcon } from "../Resolve/TakeIcon";
import type { DriftData } from "../types";
import type { DashboardLinks } from "../urls";
import { fieldWords, findingWords, foundByWords } from "../words";
import { causeSentence } from "./driftWords";
import classes from "./FindingDetail.module.css";

export type FindingDetailViewProps = {
  finding: { status: "loading" } | { status: "unknown" } | { status: "ready"; data: DriftData };
  links: Pick<DashboardLinks, "users" | "events">;
  /** Whether the reader may act; `undefined` until that is known. */
  mayAct: boolean | undefined;
  /** Opens the dialog that shows what would change. */
  onAsk: (decision: { finding: DriftData; winner: Winner }) => void;
  undo: {
    busy: boolean;
    error: string | null;
    onUndo: (event: { finding: DriftData }) => void;
  };
};

/** One difference: both sides, how it came about, and what to do about it. */
export function FindingDetailView(props: FindingDetailViewProps) {
  const { finding } = props;
  switch (finding.status) {
    case "loading":
      return (
        <div className={classes.FindingDetail} aria-busy>
          <Skeleton width="12rem" height="1.25rem" />
          <Skeleton width="80%" />
          <Skeleton height="7rem" />
          <Skeleton height="6rem" />
        </div>
      );
    case "unknown":
      return (
        <EmptyState icon={FileQuestionMark} title="There is no such difference">
          Ended differences are forgotten after a while.
        </EmptyState>
      );
    case "ready":
      return <Ready {...props} finding={finding.data} />;
  }
}

type ReadyProps = Omit<FindingDetailViewProps, "finding"> & { finding: DriftData };

function Ready(props: ReadyProps) {
  const { finding, links, undo } = props;
  const { field, kind, clerk, convex, resolved_at, externalId, name } = finding;
  const values = twoValues(field, clerk, convex);
  return (
    <div className={classes.FindingDetail}>
      <div className={classes.Head}>
        <h3 className={classes.Title}>
          {fieldWords(field)} of{" "}
          <a href={links.users({ user: externalId })}>
            <bdi>{name}</bdi>
          </a>
        </h3>
        {resolved_at === null ? (
          <Chip tone="warning" icon={ArrowLeftRight}>
            Open
          </Chip>
        ) : (
          <Chip tone="success" icon={CircleCheck}>
            Ended
          </Chip>
        )}
      </div>
      <p className={classes.Sentence}>
        {resolved_at === null ? `${findingWords(kind)}.` : settledSentence(finding)}
      </p>
      <dl className={classes.Sides}>
        <div className={classes.Side}>
          <dt>{resolved_at === null ? "Clerk" : "Clerk had"}</dt>
          <dd>{values.clerk}</dd>
        </div>
        <div className={classes.Side}>
          <dt>{resolved_at === null ? "Convex" : "Convex had"}</dt>
          <dd>{values.convex}</dd>
        </div>
      </dl>
      <Decide {...props} />
      {undo.error !== null && (
        <Banner role="alert" tone="danger" title="It could not be undone">
          {undo.error}
        </Banner>
      )}
      <Section title="How it came about">
        <Cause finding={finding} links={links} />
      </Section>
      <Facts facts={facts(props)} />
    </div>
  );
}

function Decide({ finding, mayAct, onAsk, undo }: ReadyProps) {
  const now = useNow();
  const { resolved_at, undo_until } = finding;
  const canUndo = undo_until !== null && undo_until > now;
  if (mayAct === undefined) return null;
  if (!mayAct) {
    return resolved_at === null ? <NeedsRole doing="Ending a difference" /> : null;
  }
  return (
    <div className={classes.Buttons}>
      {resolved_at === null && (
        <>
          <Button
            icon={<TakeIcon winner="clerk" />}
            onClick={() => onAsk({ finding, winner: "clerk" })}
          >
            {takeWords("clerk")}…
          </Button>
          <Button
            icon={<TakeIcon winner="convex" />}
            onClick={() => onAsk({ finding, winner: "convex" })}
          >
            {takeWords("convex")}…
          </Button>
        </>
      )}
      {canUndo && (
        <Button icon={<Undo2 />} busy={undo.busy} onClick={() => undo.onUndo({ finding })}>
          Undo the decision
        </Button>
      )}
    </div>
  );
}

function Cause({ finding, links }: Pick<ReadyProps, "finding" | "links">) {
  const { cause, externalId } = finding;
  const { svix_id, operation_id, at } = cause;
  return (
    <div className={classes.Cause}>
      <p>{causeSentence(cause)}</p>
      <p className={classes.CauseLinks}>
        {at !== null && <RelativeTime at={at} />}
        {svix_id !== null && (
          <a href={links.events({ person: externalId, event: svix_id })}>The event</a>
        )}
        {operation_id !== null && (
          <a href={links.users({ user: externalId })}>The save, in the person’s history</a>
        )}
      </p>
    </div>
  );
}

function facts({ finding }: ReadyProps) {
  const { found_by, found_at, resolved_at, decision, decided_by_name, undo_until } = finding;
  return [
    [
      "Found",
      <span key="found">
        <RelativeTime at={found_at} />, {foundByWords(found_by)}
      </span>,
    ],
    ...(resolved_at === null
      ? []
      : ([["Ended", <RelativeTime key="ended" at={resolved_at} />]] as const)),
    ...(decision === null
      ? []
      : ([
          [
            "Decided",
            <span key="decided">
              for {SIDES[decision.winner]} by <bdi>{decided_by_name}</bdi>,{" "}
              <RelativeTime at={decision.at} />
              {decision.undone_at !== null && (
                <>
                  ; undone <RelativeTime at={decision.undone_at} />
                </>
              )}
            </span>,
          ],
        ] as const)),
    ...(undo_until === null
      ? []
      : ([["Undo ends", <RelativeTime key="undo" at={undo_until} />]] as const)),
  ] as const;
}
