import { ArrowLeftRight, Clock } from "lucide-react";
import { Chip } from "../../components/ui";
import { FieldValue } from "../FieldValue/FieldValue";
import type { PersonField } from "../types";
import classes from "./BothSides.module.css";

/** What Clerk says beside what Convex says; where they differ, words say so. */
export function BothSides({ fields }: { fields: PersonField[] }) {
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
        {fields.map((field) => (
          <tr key={field.field} data-differs={(field.differs && !field.pending) || undefined}>
            <th scope="row">
              {field.label}
              <State field={field} />
            </th>
            <td>
              {field.owner === "convex" ? (
                <span className={classes.None}>not kept here</span>
              ) : (
                <FieldValue field={field.field} value={field.clerk} where="in Clerk" />
              )}
            </td>
            <td>
              <FieldValue field={field.field} value={field.convex} where="in Convex" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ field }: { field: PersonField }) {
  if (field.pending) {
    return (
      <Chip tone="info" icon={Clock} className={classes.State}>
        On its way
      </Chip>
    );
  }
  if (field.differs) {
    return (
      <Chip tone="warning" icon={ArrowLeftRight} className={classes.State}>
        Differs
      </Chip>
    );
  }
  return (
    <span className={classes.Owner}>Owner: {field.owner === "clerk" ? "Clerk" : "Convex"}</span>
  );
}
