import type { ReactNode } from "react";
import { membersOf } from "./snippet";
import classes from "./Testing.module.css";

interface MembersProps {
  /** The file, as text. */
  source: string;
  /** How the line begins that declares what has the members. */
  of: string;
  /** What stands before the name of each. @default "." */
  prefix?: string;
}

/** What can be called, as the source itself says it. */
export function Members({ source, of, prefix = "." }: MembersProps) {
  return (
    <table className={classes.Sides}>
      <thead>
        <tr>
          <th scope="col">Call</th>
          <th scope="col">What it does</th>
        </tr>
      </thead>
      <tbody>
        {membersOf(source, of).map(({ name, parameters, says }) => (
          <tr key={name}>
            <td>
              <code>
                {prefix}
                {name}({parameters})
              </code>
            </td>
            <td>{withCode(says)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands between backticks is code. */
function withCode(text: string): ReactNode {
  return text.split("`").map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}
