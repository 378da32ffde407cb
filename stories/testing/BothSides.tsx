import { useQuery } from "convex/react";
import { api } from "../../convex/_generated/api";
import { useUser } from "../../src/clerk";
import { FIELDS } from "../../convex/model/fields";
import classes from "./Testing.module.css";

const SHOWN = ["username", "first_name", "last_name"] as const;

/** What Clerk's client and Convex's client say of whoever is signed in, beside each other. */
export function BothSides() {
  const { user } = useUser();
  const convex = useQuery(api.users.current, user ? {} : "skip");
  return (
    <table className={classes.Sides}>
      <caption>The two sides</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Clerk</th>
          <th scope="col">Convex</th>
        </tr>
      </thead>
      <tbody>
        {SHOWN.map((field) => (
          <tr key={field}>
            <th scope="row">{FIELDS[field].label}</th>
            <td>{user?.[FIELDS[field].clerkSdk] ?? "–"}</td>
            <td>{convex?.[field] ?? "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
