import { clsx } from "clsx";
import type { ComponentPropsWithRef, ReactNode } from "react";
import { VisuallyHidden } from "../VisuallyHidden/VisuallyHidden";
import classes from "./Checkbox.module.css";

export interface CheckboxProps extends Omit<ComponentPropsWithRef<"input">, "type" | "children"> {
  label: ReactNode;
  /** Keeps the label for screen readers. @default false */
  hideLabel?: boolean;
  /** Some of what it stands for is chosen, and some is not. @default false */
  indeterminate?: boolean;
}

/** A native checkbox with its label. */
export function Checkbox({
  label,
  hideLabel = false,
  indeterminate = false,
  className,
  ...rest
}: CheckboxProps) {
  return (
    <label className={clsx("ccs-Checkbox", classes.Checkbox, className)}>
      <input
        {...rest}
        type="checkbox"
        // Not an attribute: the property is the only way to it.
        ref={(input) => {
          if (input) input.indeterminate = indeterminate;
        }}
        className={classes.Box}
      />
      {hideLabel ? <VisuallyHidden>{label}</VisuallyHidden> : label}
    </label>
  );
}
