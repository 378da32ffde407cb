import { clsx } from "clsx";
import { useId, type ComponentPropsWithRef, type ReactNode } from "react";
import { VisuallyHidden } from "../VisuallyHidden/VisuallyHidden";
import classes from "./SegmentedControl.module.css";

export interface Segment<Value extends string = string> {
  value: Value;
  label: ReactNode;
  /** A number after the label, such as how many rows the filter keeps. */
  count?: number;
}

export interface SegmentedControlProps<Value extends string = string> extends Omit<
  ComponentPropsWithRef<"fieldset">,
  "onChange" | "children"
> {
  /** What is chosen here, for screen readers. */
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  onValueChange: (change: { value: Value }) => void;
}

/** One of a few, side by side. Native radio buttons: arrow keys move the choice. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  segments,
  onValueChange,
  className,
  ...rest
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset
      {...rest}
      className={clsx("ccs-SegmentedControl", classes.SegmentedControl, className)}
    >
      <legend className={classes.Legend}>
        <VisuallyHidden>{label}</VisuallyHidden>
      </legend>
      {segments.map((segment) => (
        <label key={segment.value} className={classes.Segment}>
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onValueChange({ value: segment.value })}
            className={classes.Radio}
          />
          {segment.label}
          {segment.count !== undefined && (
            <span className={classes.Count}>{segment.count.toLocaleString()}</span>
          )}
        </label>
      ))}
    </fieldset>
  );
}
