import { clsx } from "clsx";
import type { ComponentPropsWithRef, CSSProperties } from "react";
import classes from "./ProgressBar.module.css";

export interface ProgressBarProps extends Omit<ComponentPropsWithRef<"div">, "children"> {
  /** What is going on, for screen readers. */
  label: string;
  /** How much is done. */
  value: number;
  /** Of how much; `null` while that is not known, and the bar then only shows that it goes on. */
  max: number | null;
  /** What a screen reader says instead of a percentage, such as "120 of 500 people". */
  valueText?: string;
}

/** How far some long work is. */
export function ProgressBar({
  label,
  value,
  max,
  valueText,
  className,
  style,
  ...rest
}: ProgressBarProps) {
  const part = max === null || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  const filled: CSSProperties & Record<"--progress", string> = {
    "--progress": `${(part ?? 0) * 100}%`,
    ...style,
  };
  return (
    <div
      {...rest}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      {...(part !== null && { "aria-valuemax": max ?? 0, "aria-valuenow": value })}
      aria-valuetext={valueText}
      data-indeterminate={part === null || undefined}
      className={clsx("ccs-ProgressBar", classes.ProgressBar, className)}
      style={filled}
    >
      <span className={classes.Fill} />
    </div>
  );
}
