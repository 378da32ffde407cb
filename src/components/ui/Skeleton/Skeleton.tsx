import { clsx } from "clsx";
import type { ComponentPropsWithRef, CSSProperties } from "react";
import classes from "./Skeleton.module.css";

export interface SkeletonProps extends Omit<ComponentPropsWithRef<"span">, "children"> {
  /** @default "100%" */
  width?: CSSProperties["inlineSize"];
  /** @default "1em", the height of a line's letters */
  height?: CSSProperties["blockSize"];
  /** @default "bar" */
  shape?: "bar" | "circle";
}

/** The shape of something that is on its way. Say "Loading" once, somewhere else. */
export function Skeleton({
  width = "100%",
  height = "1em",
  shape = "bar",
  className,
  style,
  ...rest
}: SkeletonProps) {
  return (
    <span
      {...rest}
      aria-hidden
      data-shape={shape}
      className={clsx("ccs-Skeleton", classes.Skeleton, className)}
      style={{ inlineSize: width, blockSize: height, ...style }}
    />
  );
}
