import { clsx } from "clsx";
import type { ComponentPropsWithRef, MouseEvent, ReactNode } from "react";
import { Spinner } from "../Spinner/Spinner";
import classes from "./Button.module.css";

export interface ButtonProps extends ComponentPropsWithRef<"button"> {
  /**
   * How loudly it asks: `primary` once per view, `quiet` among text, `danger` for what cannot be
   * taken back.
   * @default "secondary"
   */
  variant?: "primary" | "secondary" | "quiet" | "danger";
  /** @default "medium" */
  size?: "small" | "medium";
  /**
   * Working on it: clicks are swallowed and a spinner covers the label, whose width stays. The
   * button keeps the focus, which a disabled one would lose.
   * @default false
   */
  busy?: boolean;
  /** An icon before the label, 16 px. */
  icon?: ReactNode;
}

/** A button. `type` is `"button"` unless said otherwise, so that none submits by accident. */
export function Button({
  variant = "secondary",
  size = "medium",
  busy = false,
  icon,
  type = "button",
  onClick,
  className,
  children,
  ...rest
}: ButtonProps) {
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      data-variant={variant}
      data-size={size}
      data-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={handleClick}
      className={clsx("ccs-Button", classes.Button, className)}
    >
      <span className={classes.Content}>
        {icon}
        {children}
      </span>
      {busy && <Spinner className={classes.Spinner} />}
    </button>
  );
}
