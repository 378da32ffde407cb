import * as Radix from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { clsx } from "clsx";
import type { CSSProperties, ReactNode, RefObject } from "react";
import { IconButton } from "../IconButton/IconButton";
import { VisuallyHidden } from "../VisuallyHidden/VisuallyHidden";
import classes from "./Dialog.module.css";
import { useManners } from "./useManners";

export interface DialogProps {
  open: boolean;
  onOpenChange: (change: { open: boolean }) => void;
  title: ReactNode;
  /** What this is about, in a sentence under the title. */
  description?: ReactNode;
  /** The buttons, the one that does it last. */
  footer?: ReactNode;
  /** @default "Close" */
  closeLabel?: string;
  /** What takes the focus when it opens. @default the first that can */
  initialFocus?: RefObject<HTMLElement | null>;
  /** The language of its words, where that is not the page's. */
  lang?: string | undefined;
  className?: string;
  style?: CSSProperties;
  children?: ReactNode;
}

/** A modal dialog in the middle. Holds the focus and gives it back where it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  closeLabel = "Close",
  initialFocus,
  lang,
  className,
  style,
  children,
}: DialogProps) {
  const manners = useManners();
  const handleOpenAutoFocus = (event: Event) => {
    manners.onOpenAutoFocus();
    if (!initialFocus?.current) return;
    event.preventDefault();
    initialFocus.current.focus({ preventScroll: true });
  };
  return (
    <Radix.Root open={open} onOpenChange={(next) => onOpenChange({ open: next })}>
      <Radix.Portal>
        <Radix.Overlay className={classes.Scrim} />
        <Radix.Content
          {...manners}
          onOpenAutoFocus={handleOpenAutoFocus}
          lang={lang}
          className={clsx("ccs-Dialog", classes.Dialog, className)}
          style={style}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <DialogHeader {...{ title, description, closeLabel }} />
          {children && <div className={classes.Body}>{children}</div>}
          {footer && <footer className={classes.Footer}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The heading line that Dialog and Drawer share. For use inside a Radix dialog's content. */
export function DialogHeader({
  title,
  hideTitle = false,
  description,
  actions,
  closeLabel,
}: Pick<DialogProps, "title" | "description"> & {
  hideTitle?: boolean;
  actions?: ReactNode;
  closeLabel: string;
}) {
  const heading = <Radix.Title className={classes.Title}>{title}</Radix.Title>;
  return (
    <div className={classes.Header}>
      <div className={classes.Words}>
        {hideTitle ? <VisuallyHidden>{heading}</VisuallyHidden> : heading}
        {description && (
          <Radix.Description className={classes.Description}>{description}</Radix.Description>
        )}
      </div>
      {actions}
      <Radix.Close asChild>
        <IconButton label={closeLabel} icon={<X />} className={classes.Close} />
      </Radix.Close>
    </div>
  );
}
