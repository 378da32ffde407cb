import { Check, Plus } from "lucide-react";
import { useId } from "react";
import { VisuallyHidden } from "../VisuallyHidden/VisuallyHidden";
import { hasTag } from "./tags";
import classes from "./TagsField.module.css";
import type { TagsFieldStrings } from "./TagsField.strings";

export interface SuggestionsProps {
  suggestions: readonly string[];
  value: readonly string[];
  disabled: boolean;
  strings: TagsFieldStrings;
  onToggle: (suggestion: string) => void;
}

/** Tags to choose by a click. Chosen ones stay in their place, so nothing moves under the pointer. */
export function Suggestions({ suggestions, value, disabled, strings, onToggle }: SuggestionsProps) {
  const labelId = useId();
  if (suggestions.length === 0) return null;
  return (
    <div role="group" aria-labelledby={labelId} className={classes.Suggestions}>
      <VisuallyHidden id={labelId}>{strings.suggestions}</VisuallyHidden>
      {suggestions.map((suggestion) => {
        const isChosen = hasTag(value, suggestion);
        const Icon = isChosen ? Check : Plus;
        return (
          <button
            key={suggestion}
            type="button"
            aria-pressed={isChosen}
            disabled={disabled}
            onClick={() => onToggle(suggestion)}
            className={classes.Suggestion}
          >
            <Icon aria-hidden size={13} strokeWidth={2.25} />
            <bdi>{suggestion}</bdi>
          </button>
        );
      })}
    </div>
  );
}
