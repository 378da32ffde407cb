import { useId } from "react";
import type { ReactNode } from "react";
import classes from "./Detail.module.css";

/** Pairs of a word and what it is, such as "Clerk id" and the id. */
export function Facts({ facts }: { facts: readonly (readonly [term: string, is: ReactNode])[] }) {
  return (
    <dl className={classes.Facts}>
      {facts.map(([term, is]) => (
        <div key={term} className={classes.Fact}>
          <dt>{term}</dt>
          <dd>{is}</dd>
        </div>
      ))}
    </dl>
  );
}

export type SectionProps = {
  title: string;
  /** A number after the title, left out when it is 0. */
  count?: number;
  /** At the end of the title's line. */
  more?: ReactNode;
  children: ReactNode;
};

/** One part of a drawer. */
export function Section({ title, count = 0, more, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <header className={classes.SectionHead}>
        <h4 id={id} className={classes.SectionTitle}>
          {title}
        </h4>
        {count > 0 && <span className={classes.Count}>{count}</span>}
        {more && <span className={classes.More}>{more}</span>}
      </header>
      <div className={classes.SectionBody}>{children}</div>
    </section>
  );
}

export type ListSectionProps = Omit<SectionProps, "children"> & {
  /** List items, each with a key. */
  items: readonly ReactNode[];
  /** What to say when there are none. */
  empty: string;
};

/** One part of a drawer that lists things. */
export function ListSection({ items, empty, count = items.length, ...section }: ListSectionProps) {
  return (
    <Section {...section} count={count}>
      {items.length === 0 ? (
        <p className={classes.Empty}>{empty}</p>
      ) : (
        <ul role="list" className={classes.List}>
          {items}
        </ul>
      )}
    </Section>
  );
}
