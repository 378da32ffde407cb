import { Fragment, type ComponentType } from "react";
import classes from "./PropsTable.module.css";

/** What Storybook's Vite plugin leaves on a component, read from its types and comments. */
interface Documented {
  __docgenInfo?: { props?: Record<string, DocumentedProp> };
}

interface DocumentedProp {
  required?: boolean;
  description?: string;
  /** `raw` is as it is written, where that is more than a name. */
  tsType?: { name: string; raw?: string };
}

/**
 * A component's props, as they are written in its source: each with its type, its default and what
 * it is for. Storybook's own table has "union" for many a type, and leaves `@default` in the text.
 */
export function PropsTable({ of: component }: { of: ComponentType<never> & Documented }) {
  const props = Object.entries(component.__docgenInfo?.props ?? {});
  return (
    <table className={classes.PropsTable}>
      <thead>
        <tr>
          <th scope="col">Prop</th>
          <th scope="col">What it is for</th>
          <th scope="col">Default</th>
        </tr>
      </thead>
      <tbody>
        {props.map(([name, { required, description = "", tsType }]) => {
          const { words, fallback } = read(description);
          return (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                {words && (
                  <p>
                    <Words>{words}</Words>
                  </p>
                )}
                {tsType && <code className={classes.Type}>{written(tsType)}</code>}
              </td>
              <td>{required ? <em>required</em> : fallback && <Words>{fallback}</Words>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A type in one line, without the comments in it. */
function written({ name, raw = name }: { name: string; raw?: string }): string {
  return raw
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/^\s*\|/, "")
    .trim();
}

/** The words of a comment, and what stands behind its `@default`. */
function read(comment: string): { words: string; fallback: string } {
  const [words = "", fallback = ""] = comment.replace(/\s+/g, " ").split("@default");
  return { words: words.trim(), fallback: fallback.trim() };
}

/** A sentence in which what stands in backticks is code. */
function Words({ children }: { children: string }) {
  return children
    .split("`")
    .map((part, index) =>
      index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
    );
}
