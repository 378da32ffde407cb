import { X } from "lucide-react";
import { useState, type KeyboardEvent, type MouseEvent, type Ref } from "react";
import classes from "./TagsField.module.css";
import type { TagsFieldStrings } from "./TagsField.strings";

export interface TagListProps {
  listRef: Ref<HTMLUListElement>;
  tags: readonly string[];
  /** A tag to point out, such as the one that was entered again. */
  marked: string | null;
  disabled: boolean;
  strings: TagsFieldStrings;
  onRemove: (tag: string) => void;
  /** The keyboard leaves the list towards the text. */
  onLeave: () => void;
}

/**
 * The tags, each with a button that removes it. They are one stop for the Tab key; arrow keys move
 * among them.
 */
export function TagList({
  listRef,
  tags,
  marked,
  disabled,
  strings,
  onRemove,
  onLeave,
}: TagListProps) {
  const [focused, setFocused] = useState<string | null>(null);
  const stop = focused !== null && tags.includes(focused) ? focused : tags.at(-1);

  /** Moves the focus first, while what it moves to is surely there, and then removes. */
  const removeFocused = (button: HTMLElement, tag: string, then: "before" | "after") => {
    const [before, after] = [neighbour(button, -1), neighbour(button, 1)];
    const heir = then === "before" ? (before ?? after) : (after ?? before);
    if (heir) heir.focus();
    else onLeave();
    onRemove(tag);
  };

  const handleClick = (event: MouseEvent<HTMLButtonElement>, tag: string) => {
    if (document.activeElement === event.currentTarget) {
      removeFocused(event.currentTarget, tag, "after");
    } else onRemove(tag);
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLButtonElement>, tag: string) => {
    const button = event.currentTarget;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    switch (movementOf(event)) {
      case "previous":
        neighbour(button, -1)?.focus();
        break;
      case "next": {
        const next = neighbour(button, 1);
        if (next) next.focus();
        else onLeave();
        break;
      }
      case "first":
        buttonsBeside(button).at(0)?.focus();
        break;
      case "last":
        buttonsBeside(button).at(-1)?.focus();
        break;
      case "remove":
        // Held down since it emptied the text, Backspace must not go on to eat the tags.
        if (!event.repeat) {
          removeFocused(button, tag, event.key === "Backspace" ? "before" : "after");
        }
        break;
      case "type":
        onLeave(); // The character then goes where the focus is.
        return;
      case null:
        return;
    }
    event.preventDefault();
  };

  if (tags.length === 0) return null;
  return (
    <ul ref={listRef} role="list" aria-label={strings.list} className={classes.List}>
      {tags.map((tag) => (
        <li key={tag} className={classes.Tag} data-marked={tag === marked || undefined}>
          <bdi className={classes.Text} title={tag}>
            {tag}
          </bdi>
          <button
            type="button"
            aria-label={strings.remove(tag)}
            disabled={disabled}
            tabIndex={tag === stop ? 0 : -1}
            onFocus={() => setFocused(tag)}
            onClick={(event) => handleClick(event, tag)}
            onKeyDown={(event) => handleKeyDown(event, tag)}
            className={classes.Remove}
          >
            <X aria-hidden size={12} strokeWidth={2.25} />
          </button>
        </li>
      ))}
    </ul>
  );
}

type Movement = "previous" | "next" | "first" | "last" | "remove" | "type" | null;

function movementOf({ key, currentTarget }: KeyboardEvent): Movement {
  if (key === arrowTowards("start", currentTarget)) return "previous";
  if (key === arrowTowards("end", currentTarget)) return "next";
  if (key === "Home") return "first";
  if (key === "End") return "last";
  if (key === "Backspace" || key === "Delete") return "remove";
  // A named key has more letters than one; the space bar presses the button.
  return [...key].length === 1 && key !== " " ? "type" : null;
}

/** The arrow key that points to the start or the end of a line here. */
export function arrowTowards(side: "start" | "end", element: Element): string {
  const isMirrored = getComputedStyle(element).direction === "rtl";
  return (side === "start") !== isMirrored ? "ArrowLeft" : "ArrowRight";
}

function buttonsBeside(button: HTMLElement): HTMLElement[] {
  return [...(button.closest("ul")?.querySelectorAll("button") ?? [])];
}

function neighbour(button: HTMLElement, distance: 1 | -1): HTMLElement | undefined {
  const buttons = buttonsBeside(button);
  const index = buttons.indexOf(button) + distance;
  return index < 0 ? undefined : buttons[index];
}
