import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef, ReactNode } from "react";
import classes from "./EmptyState.module.css";

export interface EmptyStateProps extends Omit<ComponentPropsWithRef<"div">, "title"> {
  icon: LucideIcon;
  /** What is not there, in a few words. */
  title: ReactNode;
  /** Makes the title a heading of this level, where nothing else heads the page or the part. */
  level?: 1 | 2 | 3;
  /** How to make something appear. */
  actions?: ReactNode;
}

/** Nothing here: says what will appear (`children`) and how to make it. */
export function EmptyState({
  icon: Icon,
  title,
  level,
  actions,
  className,
  children,
  ...rest
}: EmptyStateProps) {
  const Title = level ? (`h${level}` as const) : "p";
  return (
    <div {...rest} className={clsx("ccs-EmptyState", classes.EmptyState, className)}>
      <span className={classes.Icon}>
        <Icon aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <Title className={classes.Title}>{title}</Title>
      {children && <div className={classes.Body}>{children}</div>}
      {actions && <div className={classes.Actions}>{actions}</div>}
    </div>
  );
}
