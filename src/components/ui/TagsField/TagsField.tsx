import { clsx } from "clsx";
import {
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type ComponentPropsWithRef,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { useStrings } from "../../strings";
import { Field, splitFieldProps, type FieldProps } from "../Field/Field";
import { VisuallyHidden } from "../VisuallyHidden/VisuallyHidden";
import { Suggestions } from "./Suggestions";
import { arrowTowards, TagList } from "./TagList";
import { addTags, hasSeparator, sameTag, splitEntries, type Refusal, type TagLimits } from "./tags";
import classes from "./TagsField.module.css";
import { tagsFieldStrings, type TagsFieldStrings } from "./TagsField.strings";

export interface TagsFieldProps
  extends
    FieldProps,
    TagLimits,
    Omit<
      ComponentPropsWithRef<"input">,
      | "id"
      | "ref"
      | "className"
      | "style"
      | "size"
      | "value"
      | "defaultValue"
      | "type"
      | "maxLength"
    > {
  value: readonly string[];
  onValueChange: (change: { value: string[] }) => void;
  /** What is typed and no tag yet, for those who must not lose it. @default kept inside */
  text?: string;
  onTextChange?: (change: { text: string }) => void;
  /** Offered under the field, to be chosen and let go again by a click. @default none */
  suggestions?: readonly string[];
  /** Other words. @default English */
  strings?: Partial<TagsFieldStrings>;
}

/**
 * A text field that makes removable tags of what is entered: by Enter, by a comma, by pasting a
 * list, or by leaving the field. What cannot become a tag stays in the text, with the reason.
 */
export function TagsField({
  value,
  onValueChange,
  text: givenText,
  onTextChange,
  suggestions = [],
  maxCount,
  maxLength,
  strings: givenStrings,
  disabled = false,
  onKeyDown,
  ...rest
}: TagsFieldProps) {
  const { field, control: input } = splitFieldProps(rest);
  const strings = useStrings("TagsField", tagsFieldStrings, givenStrings);
  const inputRef = useRef<HTMLInputElement>(null);
  const listRef = useRef<HTMLUListElement>(null);
  const instructionsId = useId();
  const [ownText, setOwnText] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [news, setNews] = useState("");
  const text = givenText ?? ownText;

  const setText = (next: string) => {
    setOwnText(next);
    if (next !== text) onTextChange?.({ text: next });
  };
  const wordsFor = ({ reason, entry }: Refusal) => {
    const max = { duplicate: 0, too_long: maxLength ?? 0, too_many: maxCount ?? 0 }[reason];
    return strings.refused[reason](entry, max);
  };
  const change = (tags: string[], announcement: string) => {
    onValueChange({ value: tags });
    setNews(announcement);
  };
  const remove = (tag: string) => {
    setRefusal(null);
    change(
      value.filter((other) => other !== tag),
      strings.removed(tag),
    );
  };
  /** Makes tags of these entries; `rest` is typed and not ended yet. */
  const enter = (entries: readonly string[], rest = "") => {
    const { tags, added, refused } = addTags(value, entries, { maxCount, maxLength });
    const [first = null] = refused;
    setRefusal(first);
    if (added.length > 0) change(tags, strings.added(added));
    else if (first !== null) setNews(wordsFor(first));
    // A duplicate is there already; anything else that was refused is not lost.
    const kept = refused.filter(({ reason }) => reason !== "duplicate").map(({ entry }) => entry);
    setText([...kept, ...(rest === "" ? [] : [rest])].join(", "));
  };
  const type = (typed: string, { composing }: { composing: boolean }) => {
    if (!composing && hasSeparator(typed)) {
      const { entries, rest } = splitEntries(typed);
      enter(entries, rest);
    } else {
      setRefusal(null);
      setText(typed);
    }
  };
  const enterAll = () => {
    const { entries, rest } = splitEntries(text);
    enter([...entries, rest]);
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    if (event.nativeEvent.isComposing) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    const atStart = selectionStart === 0 && selectionEnd === 0;
    // The frame's direction: the text finds its own.
    const back = arrowTowards("start", event.currentTarget.parentElement ?? event.currentTarget);
    if (event.key === "Enter" && text.trim() !== "") {
      // With nothing typed, Enter means what it means in any field: the form's submit.
      event.preventDefault();
      enterAll();
    } else if ((event.key === "Backspace" && text === "") || (event.key === back && atStart)) {
      const last = [...(listRef.current?.querySelectorAll("button") ?? [])].at(-1);
      if (last && !event.repeat) {
        event.preventDefault();
        last.focus();
      }
    }
  };
  const handlePaste = (event: ClipboardEvent<HTMLInputElement>) => {
    // A text field would join the lines of a pasted list.
    const pasted = event.clipboardData.getData("text");
    if (!hasSeparator(pasted)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    const before = text.slice(0, selectionStart ?? text.length);
    const after = text.slice(selectionEnd ?? text.length);
    const { entries, rest } = splitEntries(before + pasted + after);
    enter([...entries, rest]);
  };
  const handleBlur = (event: FocusEvent<HTMLDivElement>) => {
    if (event.currentTarget.contains(event.relatedTarget) || text.trim() === "") return;
    enterAll();
  };
  const handleMouseDown = (event: MouseEvent<HTMLDivElement>) => {
    // The focus stays where it is, so that a click among the tags does not end what is being typed.
    if (event.target !== inputRef.current) event.preventDefault();
  };
  const handleFrameClick = ({ target }: MouseEvent<HTMLDivElement>) => {
    const isOnButton = target instanceof Element && target.closest("button") !== null;
    if (!isOnButton) inputRef.current?.focus();
  };
  const toggle = (suggestion: string) => {
    const chosen = value.find((tag) => sameTag(tag, suggestion));
    if (chosen !== undefined) remove(chosen);
    else enter([suggestion], text);
  };

  const isDuplicate = refusal?.reason === "duplicate";
  const isNearlyFull = maxCount !== undefined && value.length >= maxCount * 0.75;
  return (
    <Field
      {...field}
      error={refusal && !isDuplicate ? wordsFor(refusal) : field.error}
      notice={refusal && isDuplicate ? wordsFor(refusal) : field.notice}
      aside={isNearlyFull ? strings.count(value.length, maxCount) : field.aside}
      className={clsx("ccs-TagsField", field.className)}
    >
      {(control) => (
        <div className={classes.Control} onBlur={handleBlur} onMouseDown={handleMouseDown}>
          <div className={classes.Frame} onClick={handleFrameClick}>
            <TagList
              listRef={listRef}
              tags={value}
              marked={
                isDuplicate ? (value.find((tag) => sameTag(tag, refusal.entry)) ?? null) : null
              }
              disabled={disabled}
              strings={strings}
              onRemove={remove}
              onLeave={() => inputRef.current?.focus()}
            />
            <input
              dir="auto"
              autoComplete="off"
              enterKeyHint={text.trim() === "" ? undefined : "done"}
              {...input}
              {...control}
              ref={inputRef}
              type="text"
              disabled={disabled}
              aria-describedby={clsx(control["aria-describedby"], instructionsId)}
              value={text}
              onChange={(event) => {
                const { isComposing } = event.nativeEvent as InputEvent;
                type(event.target.value, { composing: isComposing });
              }}
              onCompositionEnd={(event) => type(event.currentTarget.value, { composing: false })}
              onKeyDown={handleKeyDown}
              onPaste={handlePaste}
              className={classes.Input}
            />
          </div>
          <Suggestions {...{ suggestions, value, disabled, strings }} onToggle={toggle} />
          <VisuallyHidden id={instructionsId}>{strings.instructions}</VisuallyHidden>
          <VisuallyHidden role="status">{news}</VisuallyHidden>
        </div>
      )}
    </Field>
  );
}
