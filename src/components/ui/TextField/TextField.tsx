import { clsx } from "clsx";
import { forwardRef, type ComponentPropsWithRef, type ReactNode } from "react";
import { Field, splitFieldProps, type FieldProps } from "../Field/Field";
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
export const TextField = forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { leading, trailing, dir, ...rest },
  ref,
) {
  const { field, control: input } = splitFieldProps(rest);
  return (
    <Field {...field} className={clsx("ccs-TextField", field.className)}>
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
            ref={ref}
            className={classes.Input}
          />
          {trailing && <span className={classes.Trailing}>{trailing}</span>}
        </div>
      )}
    </Field>
  );
});
