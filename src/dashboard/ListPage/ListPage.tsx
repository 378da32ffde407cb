import type { ReactNode } from "react";
import { PageHeader } from "../PageHeader/PageHeader";
import classes from "./ListPage.module.css";

export type ListPageProps = {
  title: string;
  /** Buttons at the end of the title's line. */
  actions?: ReactNode;
  /** What the filters do, for screen readers. */
  filterLabel: string;
  filters: ReactNode;
  /** How much is listed, in a line above the list; said again when it changes. */
  summary?: ReactNode;
  /** News about the list, above it. */
  news?: ReactNode;
  /** At the end of the summary's line. */
  tools?: ReactNode;
  /** The list, which takes what height is left. */
  children: ReactNode;
};

/** A page that is a long list: title, filters, how much there is, and the list itself. */
export function ListPage(props: ListPageProps) {
  const { title, actions, filterLabel, filters, summary, news, tools, children } = props;
  return (
    <div lang="en" className={classes.ListPage}>
      <div className={classes.Top}>
        <PageHeader title={title} />
        {actions && <div className={classes.Actions}>{actions}</div>}
      </div>
      <div role="search" aria-label={filterLabel} className={classes.Filters}>
        {filters}
      </div>
      {news}
      {(summary || tools) && (
        <div className={classes.Line}>
          <p className={classes.Summary}>{summary}</p>
          {tools}
        </div>
      )}
      {children}
    </div>
  );
}
