import { ArrowLeftRight, CircleCheck, CircleX, Clock, Trash2, type LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef } from "react";
import type { SyncStatus } from "../../../../convex/model/statuses";
import { Chip, type Tone } from "../Chip/Chip";

export type { SyncStatus };

/** Look and word of each status, for whoever shows one without a chip (a filter, a legend). */
export const statusLooks: Record<SyncStatus, { label: string; tone: Tone; icon: LucideIcon }> = {
  in_sync: { label: "In sync", tone: "success", icon: CircleCheck },
  pending: { label: "Pending", tone: "info", icon: Clock },
  drifted: { label: "Drifted", tone: "warning", icon: ArrowLeftRight },
  failed: { label: "Failed", tone: "danger", icon: CircleX },
  deleted: { label: "Deleted", tone: "neutral", icon: Trash2 },
};

export interface StatusChipProps extends Omit<ComponentPropsWithRef<"span">, "children"> {
  status: SyncStatus;
  /** Other words for the same state, such as a translation. @default the English word */
  label?: string;
}

/** One person's sync state: icon, word and colour. */
export function StatusChip({ status, label, ...rest }: StatusChipProps) {
  const look = statusLooks[status];
  return (
    <Chip {...rest} data-status={status} tone={look.tone} icon={look.icon}>
      {label ?? look.label}
    </Chip>
  );
}
