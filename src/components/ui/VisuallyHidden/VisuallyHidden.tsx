import { clsx } from "clsx";
import type { ComponentPropsWithRef } from "react";
import classes from "./VisuallyHidden.module.css";

/** Words for screen readers alone. Also the place of a live region (`role="status"`). */
export function VisuallyHidden({ className, ...rest }: ComponentPropsWithRef<"span">) {
  return <span className={clsx(classes.VisuallyHidden, className)} {...rest} />;
}
