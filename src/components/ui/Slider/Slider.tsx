import { clsx } from "clsx";
import { useId, type ComponentPropsWithRef, type ReactNode } from "react";
import classes from "./Slider.module.css";

export interface SliderProps extends Omit<
  ComponentPropsWithRef<"input">,
  "type" | "value" | "onChange" | "min" | "max" | "step" | "children"
> {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value in words, for the eye and for screen readers. */
  valueText: string;
  onChange: (change: { value: number }) => void;
  /** Buttons at the two ends, such as for larger steps. */
  before?: ReactNode;
  after?: ReactNode;
}

/** A value out of a range, by mouse, touch and arrow keys. The browser's own, in our colour. */
export function Slider({
  label,
  value,
  valueText,
  onChange,
  before,
  after,
  className,
  style,
  ...rest
}: SliderProps) {
  const id = useId();
  return (
    <div className={clsx("ccs-Slider", classes.Slider, className)} style={style}>
      <label htmlFor={id} className={classes.Label}>
        {label}
      </label>
      {/* The input says it to screen readers. */}
      <span aria-hidden className={classes.Value}>
        {valueText}
      </span>
      <div className={classes.Line}>
        {before}
        <input
          {...rest}
          id={id}
          type="range"
          value={value}
          aria-valuetext={valueText}
          onChange={(event) => onChange({ value: event.target.valueAsNumber })}
          className={classes.Range}
        />
        {after}
      </div>
    </div>
  );
}
