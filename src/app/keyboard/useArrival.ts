import { useEffect, useRef } from "react";

/**
 * After a change of page the focus goes to the new page's heading, so that it is not lost with the
 * page before, and a screen reader begins there. A page that is still being loaded is waited for.
 */
export function useArrival(path: string): void {
  const arrived = useRef(path);
  useEffect(() => {
    if (arrived.current === path) return;
    arrived.current = path;
    if (focusHeading()) return;
    const main = document.getElementById("main");
    if (!main) return;
    const observer = new MutationObserver(() => {
      if (focusHeading()) observer.disconnect();
    });
    observer.observe(main, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [path]);
}

function focusHeading(): boolean {
  // Not the one of the placeholder, which would take the focus with it when it goes.
  const heading = document.querySelector<HTMLElement>("main h1:not([data-placeholder] *)");
  heading?.focus();
  return heading !== null;
}
