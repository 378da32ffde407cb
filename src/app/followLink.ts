import type { MouseEvent } from "react";
import { isPlainClick } from "../dashboard/lib/isPlainClick";

/**
 * Turns a click on any link of this app into a change of route. One handler at the root: pages use
 * plain links, and need not know which router the app has.
 */
export function followLink(event: MouseEvent, navigate: (to: string) => void): void {
  if (!isPlainClick(event) || !(event.target instanceof Element)) return;
  const link = event.target.closest("a");
  if (!link?.href || link.target || link.download || link.origin !== location.origin) return;
  const { pathname, search, hash } = link;
  // A jump inside the page is the browser's job.
  if (hash !== "" && pathname === location.pathname && search === location.search) return;
  event.preventDefault();
  navigate(pathname + search + hash);
}
