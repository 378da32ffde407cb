import { clsx } from "clsx";
import type { ComponentPropsWithRef } from "react";
import { absolute, relative } from "./relative";
import classes from "./RelativeTime.module.css";
import { useNow } from "./useNow";

export interface RelativeTimeProps extends Omit<
  ComponentPropsWithRef<"time">,
  "dateTime" | "title" | "children"
> {
  /** The moment, in ms. */
  at: number;
  /** What to count from, in ms, for a picture that must not change. @default the running clock */
  now?: number;
  /** A BCP 47 tag. @default the browser's */
  locale?: string;
}

/** How long ago, keeping itself up to date; the exact moment is in the tooltip. */
export function RelativeTime({ at, now, locale, className, ...rest }: RelativeTimeProps) {
  const running = useNow();
  return (
    <time
      {...rest}
      dateTime={new Date(at).toISOString()}
      title={absolute(at, locale)}
      className={clsx("ccs-RelativeTime", classes.RelativeTime, className)}
    >
      {relative(at, now ?? running, locale)}
    </time>
  );
}
