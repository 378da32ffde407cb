import { clsx } from "clsx";
import { useId, type ComponentPropsWithRef, type ReactNode } from "react";
import classes from "./Card.module.css";

export interface CardProps extends Omit<ComponentPropsWithRef<"section">, "title"> {
  /** The heading; it names the region too. */
  title?: ReactNode;
  /** The heading's level. @default 2 */
  level?: 2 | 3 | 4;
  /** A line under the heading. */
  description?: ReactNode;
  /** At the end of the heading's line. */
  actions?: ReactNode;
  /** A bar below the content. */
  footer?: ReactNode;
  /** Lets the content touch the edges, as a table should. @default false */
  flush?: boolean;
}

/** A framed part of a page. */
export function Card({
  title,
  level = 2,
  description,
  actions,
  footer,
  flush = false,
  className,
  children,
  ...rest
}: CardProps) {
  const headingId = useId();
  const Heading = `h${level}` as const;
  return (
    <section
      aria-labelledby={title ? headingId : undefined}
      {...rest}
      data-flush={flush || undefined}
      className={clsx("ccs-Card", classes.Card, className)}
    >
      {(title || actions) && (
        <header className={classes.Header}>
          <div className={classes.Words}>
            {title && (
              <Heading id={headingId} className={classes.Title}>
                {title}
              </Heading>
            )}
            {description && <p className={classes.Description}>{description}</p>}
          </div>
          {actions && <div className={classes.Actions}>{actions}</div>}
        </header>
      )}
      <div className={classes.Body}>{children}</div>
      {footer && <footer className={classes.Footer}>{footer}</footer>}
    </section>
  );
}
