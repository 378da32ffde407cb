import { useRef } from "react";

/**
 * What dialogs and drawers do alike, and Radix does only for dialogs that have a trigger of
 * theirs: give the focus back to where it was before. And a filled search box keeps the Escape
 * key, which empties it, to itself.
 */
export function useManners() {
  const before = useRef<Element | null>(null);
  return {
    // Called before the focus moves in.
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    // Beside a drawer that is not modal one may go on to another row of its list.
    onFocusOutside: (event: CustomEvent<{ originalEvent: FocusEvent }>) => {
      const { target } = event.detail.originalEvent;
      if (target instanceof Element) before.current = target;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      // Whoever moved the focus elsewhere meanwhile wants it there.
      if (document.activeElement !== document.body) return;
      if (before.current instanceof HTMLElement) before.current.focus();
    },
    onEscapeKeyDown: (event: KeyboardEvent) => {
      const { target } = event;
      if (target instanceof HTMLInputElement && target.type === "search" && target.value !== "") {
        event.preventDefault();
      }
    },
  };
}
