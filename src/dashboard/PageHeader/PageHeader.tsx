import type { ReactNode } from "react";
import classes from "./PageHeader.module.css";

export type PageHeaderProps = {
  title: string;
  /** What one sees here, in a line. */
  description?: ReactNode;
  /** At the end of the heading's line. */
  actions?: ReactNode;
};

/** A page's heading; its words are the tab's title too, if the app wants them. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <div className={classes.PageHeader}>
      <div className={classes.Words}>
        {/* Takes the focus after a change of page, so that a screen reader begins here. */}
        <h1 tabIndex={-1} className={classes.Title}>
          {title}
        </h1>
        {description && <p className={classes.Description}>{description}</p>}
      </div>
      {actions}
    </div>
  );
}
