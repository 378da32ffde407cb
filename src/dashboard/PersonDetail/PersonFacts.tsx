import { Eye, EyeOff } from "lucide-react";
import { Button, RelativeTime } from "../../components/ui";
import { Facts } from "../Detail/Detail";
import type { ReadyProps } from "./PersonDetail.view";
import classes from "./PersonDetail.module.css";

/** Ids and times, and the e-mail: masked, until an admin asks for it. */
export function PersonFacts({
  person,
  mayAct,
  email,
}: Pick<ReadyProps, "person" | "mayAct" | "email">) {
  return (
    <Facts
      facts={[
        ["Clerk id", <code key="id">{person.externalId}</code>],
        ["E-mail", <Email key="email" person={person} mayAct={mayAct} email={email} />],
        ["Last event", <When key="event" at={person.last_event_at} />],
        ["Last compared", <When key="check" at={person.last_checked_at} />],
        ...(person.deleted_at === null
          ? []
          : ([["Deleted", <When key="deleted" at={person.deleted_at} />]] as const)),
      ]}
    />
  );
}

function Email({ person, mayAct, email }: Pick<ReadyProps, "person" | "mayAct" | "email">) {
  if (person.email_masked === null) return "none";
  const isShown = email.address !== null;
  return (
    <span className={classes.Email}>
      <bdi aria-live="polite">{email.address ?? person.email_masked}</bdi>
      {mayAct ? (
        <Button
          size="small"
          variant="quiet"
          busy={email.busy}
          icon={isShown ? <EyeOff /> : <Eye />}
          title={isShown ? "It hides itself after a minute" : "That you looked is written down"}
          onClick={isShown ? email.onHide : email.onReveal}
        >
          {isShown ? "Hide" : "Reveal"}
        </Button>
      ) : (
        mayAct === false && <span className={classes.Faint}>shown in full to the role “admin”</span>
      )}
      {email.error !== null && (
        <span role="alert" className={classes.Error}>
          {email.error}
        </span>
      )}
    </span>
  );
}

function When({ at }: { at: number | null }) {
  return at === null ? "not yet" : <RelativeTime at={at} />;
}
