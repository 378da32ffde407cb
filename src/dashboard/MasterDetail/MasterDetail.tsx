import { useRef } from "react";
import type { ReactNode } from "react";
import { Drawer } from "../../components/ui";
import classes from "./MasterDetail.module.css";

export type MasterDetailProps = {
  list: ReactNode;
  /** Whether one of the list's rows is open. */
  open: boolean;
  /** The drawer's heading: what kind of thing is open. */
  title: string;
  onClose: () => void;
  /** What the drawer shows. */
  children: ReactNode;
};

/**
 * A list, and one of its rows in a drawer beside it. The list stays usable meanwhile; closing gives
 * the focus back to the row that was open.
 */
export function MasterDetail({ list, open, title, onClose, children }: MasterDetailProps) {
  const listElement = useRef<HTMLDivElement>(null);

  function close() {
    const element = listElement.current;
    // Escape may also be pressed in the list, and then the focus is where it should be.
    if (element && !element.contains(document.activeElement)) {
      const row =
        element.querySelector<HTMLElement>("[role=row] a[aria-current]") ??
        element.querySelector<HTMLElement>("[role=row] a[tabindex='0']");
      row?.focus();
    }
    onClose();
  }

  return (
    <div className={classes.MasterDetail} data-open={open || undefined}>
      <div ref={listElement} className={classes.List}>
        {list}
      </div>
      <Drawer
        open={open}
        onOpenChange={(change) => {
          if (!change.open) close();
        }}
        modal={false}
        lang="en"
        title={title}
        className={classes.Drawer}
      >
        {children}
      </Drawer>
    </div>
  );
}
