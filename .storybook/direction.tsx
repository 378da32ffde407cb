import type { ReactElement } from "react";

/** Which way words run; the page's own `dir`, so that dialogs and drawers follow it, too. */
export const directions = { ltr: "Left to right", rtl: "Right to left" } as const;
export type Direction = keyof typeof directions;

export const directionGlobalTypes = {
  direction: {
    description: "Which way words run",
    toolbar: {
      icon: "paragraph" as const,
      dynamicTitle: true,
      items: Object.entries(directions).map(([value, title]) => ({ value, title })),
    },
  },
};

/** What the browser prefers, so that a catalogue opens as its reader is used to. */
export const directionInitialGlobals: { direction: Direction } = {
  direction: /^(ar|fa|he|ur)\b/.test(navigator.language) ? "rtl" : "ltr",
};

/** Sets the page's direction; a component's own `dir` goes before it. */
export function withDirection(
  Story: () => ReactElement,
  { globals }: { globals: Record<string, unknown> },
): ReactElement {
  document.documentElement.dir = globals.direction === "rtl" ? "rtl" : "ltr";
  return <Story />;
}
