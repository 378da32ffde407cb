import { clsx } from "clsx";
import type { ComponentPropsWithRef, ReactNode } from "react";
import { Field, type FieldProps } from "../Field/Field";
import classes from "./TextField.module.css";

export interface TextFieldProps
  extends FieldProps, Omit<ComponentPropsWithRef<"input">, "id" | "className" | "style" | "size"> {
  /** Before the text inside the frame, such as "@". Decoration: the label must do without it. */
  leading?: ReactNode;
  /** After the text inside the frame, such as a small button. */
  trailing?: ReactNode;
}

/**
 * One line of text. It finds its own direction unless `dir` gives one, as for addresses.
 * `className` and `style` go to the field, everything else to its `<input>`.
 */
export function TextField({
  label,
  hideLabel,
  hint,
  error,
  notice,
  aside,
  id,
  className,
  style,
  leading,
  trailing,
  dir,
  ...input
}: TextFieldProps) {
  return (
    <Field
      {...{ label, hideLabel, hint, error, notice, aside, id, style }}
      className={clsx("ccs-TextField", className)}
    >
      {(control) => (
        <div className={classes.Frame} dir={dir}>
          {leading && (
            <span aria-hidden className={classes.Leading}>
              {leading}
            </span>
          )}
          <input
            type="text"
            dir={dir ?? "auto"}
            {...input}
            {...control}
            className={classes.Input}
          />
          {trailing && <span className={classes.Trailing}>{trailing}</span>}
        </div>
      )}
    </Field>
  );
}
