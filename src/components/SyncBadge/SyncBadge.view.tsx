import { clsx } from "clsx";
import { CloudOff, ShieldAlert, UserRoundPlus, type LucideIcon } from "lucide-react";
import { useId, type CSSProperties } from "react";
import { useStrings } from "../strings";
import { Chip, Skeleton, statusLooks, VisuallyHidden, type Tone } from "../ui";
import classes from "./SyncBadge.module.css";
import { syncBadgeStrings, type SyncBadgeStrings } from "./SyncBadge.strings";
import { faceOf, type BadgeFace, type SyncBadgeModel } from "./SyncBadge.utils";

export interface SyncBadgeViewProps {
  model: SyncBadgeModel;
  /** Other words. @default the language around it, else English */
  strings?: Partial<SyncBadgeStrings>;
  className?: string;
  style?: CSSProperties;
}

const looks: Record<BadgeFace["look"], { tone: Tone; icon: LucideIcon }> = {
  ...statusLooks,
  offline: { tone: "warning", icon: CloudOff },
  not_accepted: { tone: "danger", icon: ShieldAlert },
  no_profile: { tone: "info", icon: UserRoundPlus },
};

/** SyncBadge with everything by props: no Clerk, no Convex. */
export function SyncBadgeView({ model, strings: own, className, style }: SyncBadgeViewProps) {
  const strings = useStrings("SyncBadge", syncBadgeStrings, own);
  const id = useId();
  if (model.status === "signed_out") return null;
  if (model.status === "loading") {
    return (
      <span className={clsx("ccs-SyncBadge", className)} style={style} data-status="loading">
        <VisuallyHidden role="status">{strings.loading}</VisuallyHidden>
        <Skeleton width="4.5rem" height="1.375rem" />
      </span>
    );
  }
  const { look, word, reason } = faceOf(model, strings);
  // The browser's own popover: closed by Escape, by a click elsewhere, and above everything.
  const anchor = { anchorName: `--${id}` } as CSSProperties;
  return (
    <span
      className={clsx("ccs-SyncBadge", classes.SyncBadge, className)}
      style={style}
      data-status={look}
    >
      <button type="button" popoverTarget={id} className={classes.Button} style={anchor}>
        <Chip tone={looks[look].tone} icon={looks[look].icon}>
          {word}
        </Chip>
        <VisuallyHidden>{strings.why}</VisuallyHidden>
      </button>
      <span
        id={id}
        popover="auto"
        className={clsx("ccs-SyncBadge-reason", classes.Reason)}
        style={{ positionAnchor: `--${id}` }}
      >
        {reason}
      </span>
    </span>
  );
}
