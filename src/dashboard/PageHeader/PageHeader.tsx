import type { ReactNode } from "react";
import classes from "./PageHeader.module.css";

export type PageHeaderProps = {
  title: string;
  /** What one sees here, in a line. */
  description?: ReactNode;
};

/** A page's heading; its words are the tab's title too, if the app wants them. */
export function PageHeader({ title, description }: PageHeaderProps) {
  return (
    <header className={classes.PageHeader}>
      <h1 className={classes.Title}>{title}</h1>
      {description && <p className={classes.Description}>{description}</p>}
    </header>
  );
}
