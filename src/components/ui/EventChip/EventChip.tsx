import {
  CircleCheck,
  CircleMinus,
  CircleX,
  History,
  Inbox,
  RotateCw,
  type LucideIcon,
} from "lucide-react";
import type { ComponentPropsWithRef } from "react";
import type { EventStatus } from "../../../../convex/model/statuses";
import { Chip, type Tone } from "../Chip/Chip";

/** Look and word of each outcome; `failed` is still being retried, `dead` is not. */
export const outcomeLooks: Record<EventStatus, { label: string; tone: Tone; icon: LucideIcon }> = {
  received: { label: "Received", tone: "info", icon: Inbox },
  applied: { label: "Applied", tone: "success", icon: CircleCheck },
  stale: { label: "Stale", tone: "neutral", icon: History },
  ignored: { label: "Ignored", tone: "neutral", icon: CircleMinus },
  failed: { label: "Retrying", tone: "warning", icon: RotateCw },
  dead: { label: "Gave up", tone: "danger", icon: CircleX },
};

export interface EventChipProps extends Omit<ComponentPropsWithRef<"span">, "children"> {
  outcome: EventStatus;
  /** Other words for the same outcome, such as a translation. @default the English word */
  label?: string;
}

/** What became of an event: icon, word and colour. */
export function EventChip({ outcome, label, ...rest }: EventChipProps) {
  const look = outcomeLooks[outcome];
  return (
    <Chip {...rest} data-outcome={outcome} tone={look.tone} icon={look.icon}>
      {label ?? look.label}
    </Chip>
  );
}
