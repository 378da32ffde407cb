import { useEffect, useState } from "react";
import { Button, Dialog } from "../ui";
import type { FormField } from "./ProfileForm.schema";
import type { ProfileFormStrings } from "./ProfileForm.strings";

export interface LeaveGuardProps {
  /** What would be lost; none when there is nothing to guard. */
  unsaved: readonly FormField[];
  strings: ProfileFormStrings;
}

/**
 * Asks before unsaved typing is left behind: the browser's own question when the page goes, a
 * dialog of ours when a link inside the app is followed.
 *
 * What it cannot cover: the Back button within a single-page app, and a `navigate()` called by code
 * (an app asks there itself; `onUnsavedChange` tells it when). A phone that ends a background tab
 * fires no `beforeunload`, and no browser shows our words in its own question.
 */
export function LeaveGuard({ unsaved, strings }: LeaveGuardProps) {
  const active = unsaved.length > 0;
  const [held, setHeld] = useState<HTMLAnchorElement | null>(null);

  useEffect(() => {
    if (!active) return;
    const holdPage = (event: BeforeUnloadEvent) => event.preventDefault();
    // While it comes down, before the link or a router sees it.
    const holdLink = (event: MouseEvent) => {
      const link = leavingLink(event);
      if (link === null) return;
      event.preventDefault();
      event.stopPropagation();
      setHeld(link);
    };
    window.addEventListener("beforeunload", holdPage);
    document.addEventListener("click", holdLink, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", holdPage);
      document.removeEventListener("click", holdLink, { capture: true });
    };
  }, [active]);

  if (held === null) return null;
  return (
    <Dialog
      open
      onOpenChange={({ open }) => !open && setHeld(null)}
      title={strings.leave.title}
      description={strings.leave.body(unsaved.map((field) => strings.labels[field]))}
      closeLabel={strings.leave.close}
      footer={
        <>
          <Button onClick={() => follow(held)}>{strings.leave.leave}</Button>
          <Button variant="primary" onClick={() => setHeld(null)}>
            {strings.leave.stay}
          </Button>
        </>
      }
    />
  );
}

/** Links that the person has already been asked about. */
const agreed = new WeakSet<HTMLAnchorElement>();

/** The link that a click is about to follow to another page of the app; null when it is none. */
function leavingLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return null;
  }
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null || link.href === "" || agreed.has(link)) return null;
  if (link.target !== "" && link.target !== "_self") return null;
  if (link.hasAttribute("download")) return null;
  const { origin, pathname, search } = new URL(link.href);
  const here = window.location;
  // For other sites the page is unloaded, and the browser asks.
  if (origin !== here.origin) return null;
  return pathname === here.pathname && search === here.search ? null : link;
}

function follow(link: HTMLAnchorElement) {
  agreed.add(link);
  link.click();
  agreed.delete(link);
}
