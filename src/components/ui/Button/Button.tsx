import { clsx } from "clsx";
import { forwardRef, type ComponentPropsWithRef, type MouseEvent, type ReactNode } from "react";
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
   * Working on it: clicks are swallowed, the focus stays, and a spinner covers the label without
   * changing the width.
   * @default false
   */
  busy?: boolean;
  /** An icon before the label, 16 px. */
  icon?: ReactNode;
}

/** A button. `type` is `"button"` unless said otherwise, so that none submits by accident. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  {
    variant = "secondary",
    size = "medium",
    busy = false,
    icon,
    type = "button",
    onClick,
    className,
    children,
    ...rest
  },
  ref,
) {
  // Unlike a disabled button, one that is aria-disabled keeps the focus it has.
  const inert = busy || rest["aria-disabled"] === true;
  const handleClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (inert) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      data-variant={variant}
      data-size={size}
      data-busy={busy || undefined}
      aria-disabled={inert || undefined}
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
});
