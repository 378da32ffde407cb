import { CircleAlert, CircleCheck, Info, TriangleAlert, X, type LucideIcon } from "lucide-react";
import { clsx } from "clsx";
import { forwardRef, type ComponentPropsWithRef, type ReactNode } from "react";
import { IconButton } from "../IconButton/IconButton";
import classes from "./Banner.module.css";

type BannerTone = "info" | "success" | "warning" | "danger";

const icons: Record<BannerTone, LucideIcon> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};

export interface BannerProps extends Omit<ComponentPropsWithRef<"div">, "title"> {
  /** @default "info" */
  tone?: BannerTone;
  /** The news in one line. */
  title: ReactNode;
  /** Buttons that do something about it. */
  actions?: ReactNode;
  /** When given, there is a button to close it. */
  onDismiss?: () => void;
  /** @default "Dismiss" */
  dismissLabel?: string;
}

/**
 * News that stays on the page. It does not announce itself: give it `role="status"` or
 * `role="alert"` where it appears by itself and nothing else says it.
 */
export const Banner = forwardRef<HTMLDivElement, BannerProps>(function Banner(
  {
    tone = "info",
    title,
    actions,
    onDismiss,
    dismissLabel = "Dismiss",
    className,
    children,
    ...rest
  },
  ref,
) {
  const Icon = icons[tone];
  return (
    <div
      {...rest}
      ref={ref}
      data-tone={tone}
      className={clsx("ccs-Banner", classes.Banner, className)}
    >
      <Icon aria-hidden size={18} className={classes.Icon} />
      <div className={classes.Words}>
        <p className={classes.Title}>{title}</p>
        {children && <div className={classes.Body}>{children}</div>}
        {actions && <div className={classes.Actions}>{actions}</div>}
      </div>
      {onDismiss && (
        <IconButton
          size="small"
          label={dismissLabel}
          icon={<X />}
          onClick={onDismiss}
          className={classes.Dismiss}
        />
      )}
    </div>
  );
});
