import { clsx } from "clsx";
import { forwardRef, type ReactNode } from "react";
import { Button, type ButtonProps } from "../Button/Button";
import classes from "./IconButton.module.css";

export interface IconButtonProps extends Omit<
  ButtonProps,
  "icon" | "children" | "aria-label" | "title"
> {
  /** What it does, in a word or two: its name for screen readers and its tooltip. */
  label: string;
  /** The icon, 16 px. */
  icon: ReactNode;
}

/** A square button with an icon alone; `quiet` unless said otherwise. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { label, icon, variant = "quiet", className, ...rest },
  ref,
) {
  return (
    <Button
      {...rest}
      ref={ref}
      variant={variant}
      icon={icon}
      aria-label={label}
      title={label}
      className={clsx("ccs-IconButton", classes.IconButton, className)}
    />
  );
});
