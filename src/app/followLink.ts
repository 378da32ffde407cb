import type { MouseEvent } from "react";
import { isPlainClick } from "../dashboard/lib/isPlainClick";

/**
 * Turns a click on any link of this app into a change of route. One handler at the root: pages use
 * plain links, and need not know which router the app has.
 */
export function followLink(event: MouseEvent, navigate: (to: string) => void): void {
  if (!isPlainClick(event) || !(event.target instanceof Element)) return;
  // A link in a chart is an SVG element, whose `href` and `target` are no strings.
  const link: Element | null = event.target.closest("a[href]");
  if (!link || link.hasAttribute("target") || link.hasAttribute("download")) return;
  const { origin, pathname, search, hash } = new URL(
    link.getAttribute("href") ?? "",
    document.baseURI,
  );
  if (origin !== location.origin) return;
  // A jump inside the page is the browser's job.
  if (hash !== "" && pathname === location.pathname && search === location.search) return;
  event.preventDefault();
  navigate(pathname + search + hash);
}
