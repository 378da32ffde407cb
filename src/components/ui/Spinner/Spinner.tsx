import { clsx } from "clsx";
import type { ComponentPropsWithRef } from "react";
import classes from "./Spinner.module.css";

/** A turning ring, as high as the text around it. Decoration: say in words what is going on. */
export function Spinner({ className, ...rest }: ComponentPropsWithRef<"span">) {
  return <span aria-hidden className={clsx("ccs-Spinner", classes.Spinner, className)} {...rest} />;
}
