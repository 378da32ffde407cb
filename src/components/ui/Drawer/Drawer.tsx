import * as Radix from "@radix-ui/react-dialog";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { DialogHeader, type DialogProps } from "../Dialog/Dialog";
import { useManners } from "../Dialog/useManners";
import classes from "./Drawer.module.css";

export interface DrawerProps extends DialogProps {
  /** Keeps the title for screen readers, where the content begins with it. @default false */
  hideTitle?: boolean;
  /** At the end of the title's line, before the close button. */
  actions?: ReactNode;
  /**
   * Whether the page behind is shut off meanwhile. `false` for a detail beside its list, so that
   * the next row stays one click away; on narrow screens the drawer covers the page all the same.
   * @default true
   */
  modal?: boolean;
}

/** A panel at the inline end of the window. Escape and the close button close it. */
export function Drawer({
  open,
  onOpenChange,
  title,
  hideTitle,
  description,
  actions,
  footer,
  modal = true,
  closeLabel = "Close",
  lang,
  className,
  style,
  children,
}: DrawerProps) {
  const manners = useManners();
  return (
    <Radix.Root open={open} modal={modal} onOpenChange={(next) => onOpenChange({ open: next })}>
      <Radix.Portal>
        {modal && <Radix.Overlay className={classes.Scrim} />}
        <Radix.Content
          {...manners}
          lang={lang}
          className={clsx("ccs-Drawer", classes.Drawer, className)}
          style={style}
          {...(description ? {} : { "aria-describedby": undefined })}
          onInteractOutside={(event) => {
            // A click in the list is a choice of the next row, not a wish to close.
            if (!modal) event.preventDefault();
          }}
        >
          <div className={classes.Head}>
            <DialogHeader {...{ title, hideTitle, description, actions, closeLabel }} />
          </div>
          <div className={classes.Body}>{children}</div>
          {footer && <footer className={classes.Footer}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
