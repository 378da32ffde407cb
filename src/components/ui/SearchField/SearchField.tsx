import { Search, X } from "lucide-react";
import { clsx } from "clsx";
import { useRef, type KeyboardEvent } from "react";
import { IconButton } from "../IconButton/IconButton";
import { Kbd } from "../Kbd/Kbd";
import { TextField, type TextFieldProps } from "../TextField/TextField";
import classes from "./SearchField.module.css";

export interface SearchFieldProps extends Omit<
  TextFieldProps,
  "value" | "leading" | "trailing" | "type" | "ref"
> {
  value: string;
  onValueChange: (change: { value: string }) => void;
  /** The key that leads here, shown while the field is empty. Binding it is the page's job. */
  shortcut?: string;
  /** @default "Clear search" */
  clearLabel?: string;
}

/**
 * A search box; its label is for screen readers unless `hideLabel={false}`. Escape empties it.
 */
export function SearchField({
  value,
  onValueChange,
  shortcut,
  clearLabel = "Clear search",
  hideLabel = true,
  className,
  onKeyDown,
  ...rest
}: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onValueChange({ value: "" });
    input.current?.focus();
  };
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    onKeyDown?.(event);
    if (event.key !== "Escape" || value === "") return;
    // Some browsers empty a search box themselves, without telling React.
    event.preventDefault();
    clear();
  };
  return (
    <TextField
      {...rest}
      ref={input}
      type="search"
      value={value}
      hideLabel={hideLabel}
      onChange={(event) => onValueChange({ value: event.target.value })}
      onKeyDown={handleKeyDown}
      className={clsx("ccs-SearchField", classes.SearchField, className)}
      leading={<Search size={16} />}
      trailing={
        value !== "" ? (
          <IconButton
            size="small"
            label={clearLabel}
            icon={<X />}
            onClick={clear}
            className={classes.Clear}
          />
        ) : (
          shortcut && <Kbd className={classes.Shortcut}>{shortcut}</Kbd>
        )
      }
    />
  );
}
