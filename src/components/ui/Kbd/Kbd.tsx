import { clsx } from "clsx";
import type { ComponentPropsWithRef } from "react";
import classes from "./Kbd.module.css";

/** One key of the keyboard. */
export function Kbd({ className, ...rest }: ComponentPropsWithRef<"kbd">) {
  return <kbd className={clsx("ccs-Kbd", classes.Kbd, className)} {...rest} />;
}
