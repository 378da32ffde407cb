import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef } from "react";
import classes from "./Chip.module.css";

/** The five state colours. */
export type Tone = "success" | "info" | "warning" | "danger" | "neutral";

export interface ChipProps extends ComponentPropsWithRef<"span"> {
  /** @default "neutral" */
  tone?: Tone;
  /** Colour alone says nothing to many people: every chip has an icon beside its word. */
  icon: LucideIcon;
}

/** An icon and a word in a state's colour. */
export function Chip({ tone = "neutral", icon: Icon, className, children, ...rest }: ChipProps) {
  return (
    <span {...rest} data-tone={tone} className={clsx("ccs-Chip", classes.Chip, className)}>
      <Icon aria-hidden size={13} strokeWidth={2.25} />
      {children}
    </span>
  );
}
