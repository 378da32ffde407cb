import { UserRoundX } from "lucide-react";
import { Avatar, Banner, EmptyState, Skeleton, StatusChip } from "../../components/ui";
import { Section } from "../Detail/Detail";
import { PersonName } from "../PersonName/PersonName";
import { ResolveDialogView, type ResolveDialogViewProps } from "../Resolve/ResolveDialog.view";
import type { Winner } from "../Resolve/plan";
import type { PersonData, PersonFinding } from "../types";
import type { DashboardLinks } from "../urls";
import { BothSides } from "./BothSides";
import { PersonActions } from "./PersonActions";
import classes from "./PersonDetail.module.css";
import { PersonFacts } from "./PersonFacts";
import { Timeline } from "./Timeline";

export type PersonState =
  | { status: "loading" }
  | { status: "unknown"; externalId: string }
  | { status: "ready"; data: PersonData };

/** A button's call to the server. */
export type Asked = { busy: boolean; error: string | null };

export type PersonDetailViewProps = {
  person: PersonState;
  links: Pick<DashboardLinks, "events" | "drift" | "audit">;
  /** Whether the reader may act; `undefined` until that is known. */
  mayAct: boolean | undefined;
  /** The address in full while it is revealed; `null` while it is masked. */
  email: Asked & { address: string | null; onReveal: () => void; onHide: () => void };
  check: Asked & { onCheck: () => void };
  decision: {
    /** What came of the last one, in a sentence. */
    outcome: string | null;
    /** Opens the dialog that shows what would change. */
    onAsk: (decision: { fields: string[]; winner: Winner }) => void;
    onDismiss: () => void;
    dialog: ResolveDialogViewProps;
  };
  undo: Asked & { onUndo: (finding: PersonFinding) => void };
  /** The case has just been copied. */
  copied: boolean;
  onCopy: () => void;
  /** Asks for more of the time line. */
  onMore: () => void;
};

/** One person: both sides field by field, what to do about them, and what happened. */
export function PersonDetailView(props: PersonDetailViewProps) {
  const { person } = props;
  switch (person.status) {
    case "loading":
      return <Loading />;
    case "unknown":
      return (
        <EmptyState icon={UserRoundX} title="Nobody has this id">
          Neither Clerk’s events nor Convex have told of <code>{person.externalId}</code>.
        </EmptyState>
      );
    case "ready":
      return <Ready {...props} person={person.data} />;
  }
}

export type ReadyProps = Omit<PersonDetailViewProps, "person"> & { person: PersonData };

function Ready(props: ReadyProps) {
  const { person, links, mayAct, decision, undo } = props;
  const error = props.check.error ?? undo.error;
  return (
    <div className={classes.PersonDetail}>
      <div className={classes.Head}>
        <Avatar name="" initialsOf={person.name} src={person.image_url} size={48} />
        <div className={classes.Names}>
          <h3 className={classes.Name}>
            <PersonName name={person.name} externalId={person.externalId} />
          </h3>
          {person.username !== null && <p className={classes.Username}>@{person.username}</p>}
        </div>
        <StatusChip status={person.status} />
      </div>
      <p className={classes.Reason}>{person.reason}</p>
      <PersonActions {...props} />
      {decision.outcome !== null && (
        <Banner
          role="status"
          tone="success"
          title={decision.outcome}
          onDismiss={decision.onDismiss}
        />
      )}
      {error !== null && (
        <Banner role="alert" tone="danger" title="It could not be done">
          {error}
        </Banner>
      )}
      <PersonFacts person={person} mayAct={mayAct} email={props.email} />
      <Section title="Both sides">
        <BothSides
          fields={person.fields}
          links={links}
          person={person.externalId}
          onAsk={mayAct ? decision.onAsk : null}
        />
      </Section>
      <Timeline {...props} />
      <ResolveDialogView {...decision.dialog} />
    </div>
  );
}

function Loading() {
  return (
    <div className={classes.PersonDetail} aria-busy>
      <div className={classes.Head}>
        <Skeleton shape="circle" width="3rem" height="3rem" />
        <div className={classes.Names}>
          <Skeleton width="10rem" height="1.25rem" />
          <Skeleton width="6rem" />
        </div>
      </div>
      <Skeleton width="80%" />
      <Skeleton height="5rem" />
      <Skeleton height="14rem" />
      <Skeleton height="8rem" />
    </div>
  );
}
