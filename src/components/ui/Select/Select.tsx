import { ChevronDown } from "lucide-react";
import { clsx } from "clsx";
import type { ComponentPropsWithRef } from "react";
import { Field, splitFieldProps, type FieldProps } from "../Field/Field";
import classes from "./Select.module.css";

export interface SelectOption<Value extends string = string> {
  value: Value;
  label: string;
}

export interface SelectProps<Value extends string = string>
  extends
    FieldProps,
    Omit<ComponentPropsWithRef<"select">, "id" | "className" | "style" | "value" | "children"> {
  value: Value;
  options: readonly SelectOption<Value>[];
  onValueChange: (change: { value: Value }) => void;
}

/** The browser's own select, dressed. */
export function Select<Value extends string>({
  value,
  options,
  onValueChange,
  ...rest
}: SelectProps<Value>) {
  const { field, control: select } = splitFieldProps(rest);
  return (
    <Field {...field} className={clsx("ccs-Select", field.className)}>
      {(control) => (
        <div className={classes.Frame}>
          <select
            {...select}
            {...control}
            value={value}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (chosen) onValueChange({ value: chosen.value });
            }}
            className={classes.Select}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden size={16} className={classes.Chevron} />
        </div>
      )}
    </Field>
  );
}
