import { ArrowLeftRight, Clock } from "lucide-react";
import { Button, Chip, RelativeTime } from "../../components/ui";
import { FieldValue } from "../FieldValue/FieldValue";
import { twoValues } from "../FieldValue/TwoValues";
import { SIDES, takeWords, type Winner } from "../Resolve/plan";
import type { PersonField } from "../types";
import type { DashboardLinks } from "../urls";
import classes from "./BothSides.module.css";

export type BothSidesProps = {
  fields: PersonField[];
  /** Whose events to link to. */
  person: string;
  links: Pick<DashboardLinks, "events">;
  /** Opens the preview of a decision; `null` for those who may not decide. */
  onAsk: ((decision: { fields: string[]; winner: Winner }) => void) | null;
};

/** What Clerk says beside what Convex says; where they differ, words say so and since when. */
export function BothSides({ fields, person, links, onAsk }: BothSidesProps) {
  return (
    <table className={classes.Table}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Clerk</th>
          <th scope="col">Convex</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const { clerk, convex } = shown(field);
          return (
            <tr key={field.field} data-differs={isDrift(field) || undefined}>
              <th scope="row">
                {field.label}
                <State field={field} />
                {field.touched_by && (
                  <a
                    href={links.events({ person, event: field.touched_by.svix_id })}
                    className={classes.Touched}
                  >
                    Event <RelativeTime at={field.touched_by.received_at} />
                  </a>
                )}
              </th>
              <td>
                {field.owner === "convex" ? (
                  <span className={classes.None}>not kept here</span>
                ) : (
                  <>
                    {clerk}
                    <Take field={field} winner="clerk" onAsk={onAsk} />
                  </>
                )}
              </td>
              <td>
                {convex}
                <Take field={field} winner="convex" onAsk={onAsk} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A difference that no save on its way explains. */
function isDrift({ differs, pending, differs_since }: PersonField): boolean {
  return differs && (!pending || differs_since !== null);
}

function shown(row: PersonField) {
  const { field, clerk, convex } = row;
  if (isDrift(row)) return twoValues(field, clerk, convex);
  return {
    clerk: <FieldValue field={field} value={clerk} where="in Clerk" />,
    convex: <FieldValue field={field} value={convex} where="in Convex" />,
  };
}

function Take({
  field,
  winner,
  onAsk,
}: {
  field: PersonField;
  winner: Winner;
  onAsk: BothSidesProps["onAsk"];
}) {
  if (onAsk === null || !isDrift(field) || field.differs_since === null) return null;
  return (
    <Button
      size="small"
      aria-label={`Take ${SIDES[winner]}’s ${field.label}`}
      onClick={() => onAsk({ fields: [field.field], winner })}
      className={classes.Take}
    >
      {takeWords(winner)}…
    </Button>
  );
}

function State({ field }: { field: PersonField }) {
  if (isDrift(field)) {
    return (
      <>
        <Chip tone="warning" icon={ArrowLeftRight} className={classes.State}>
          Differs
        </Chip>
        {field.differs_since !== null && (
          <span className={classes.Owner}>
            found <RelativeTime at={field.differs_since} />
          </span>
        )}
      </>
    );
  }
  if (field.pending) {
    return (
      <Chip tone="info" icon={Clock} className={classes.State}>
        On its way
      </Chip>
    );
  }
  return (
    <span className={classes.Owner}>Owner: {field.owner === "clerk" ? "Clerk" : "Convex"}</span>
  );
}
