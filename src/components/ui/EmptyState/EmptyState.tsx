import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef, ReactNode } from "react";
import classes from "./EmptyState.module.css";

export interface EmptyStateProps extends Omit<ComponentPropsWithRef<"div">, "title"> {
  icon: LucideIcon;
  /** What is not there, in a few words. */
  title: ReactNode;
  /** How to make something appear. */
  actions?: ReactNode;
}

/** Nothing here: says what will appear (`children`) and how to make it. */
export function EmptyState({
  icon: Icon,
  title,
  actions,
  className,
  children,
  ...rest
}: EmptyStateProps) {
  return (
    <div {...rest} className={clsx("ccs-EmptyState", classes.EmptyState, className)}>
      <span className={classes.Icon}>
        <Icon aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <p className={classes.Title}>{title}</p>
      {children && <div className={classes.Body}>{children}</div>}
      {actions && <div className={classes.Actions}>{actions}</div>}
    </div>
  );
}
