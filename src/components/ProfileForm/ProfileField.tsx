import type { ReactNode } from "react";
import { Button, TextField, type TextFieldProps } from "../ui";
import classes from "./ProfileForm.module.css";
import type { FormValue } from "./ProfileForm.schema";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { FieldState } from "./useDraft";

export interface ProfileFieldProps
  extends
    FieldState<string>,
    Pick<
      TextFieldProps,
      "id" | "label" | "hint" | "dir" | "leading" | "autoComplete" | "autoCapitalize" | "spellCheck"
    > {
  /** What is known of the value, unless something came from elsewhere. */
  news?: ReactNode;
  strings: ProfileFormStrings;
  onType: (value: string) => void;
  onLeave: () => void;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** One field; what came from elsewhere meanwhile stands under it, to take or to leave. */
export function ProfileField({
  offer,
  news,
  strings,
  onType,
  onLeave,
  onTakeTheirs,
  onKeepMine,
  ...field
}: ProfileFieldProps) {
  return (
    <TextField
      {...field}
      onChange={(event) => onType(event.target.value)}
      onBlur={onLeave}
      notice={
        offer === null ? news : <Offer value={offer} {...{ strings, onTakeTheirs, onKeepMine }} />
      }
    />
  );
}

/** A value that came from elsewhere while its field was being edited. */
export function Offer({
  value,
  strings,
  onTakeTheirs,
  onKeepMine,
}: { value: FormValue } & Pick<ProfileFieldProps, "strings" | "onTakeTheirs" | "onKeepMine">) {
  return (
    <div className={classes.Offer}>
      <span>{strings.elsewhere(value)}</span>
      <span className={classes.Choices}>
        <Button size="small" onClick={onTakeTheirs}>
          {strings.takeTheirs}
        </Button>
        <Button size="small" variant="quiet" onClick={onKeepMine}>
          {strings.keepMine}
        </Button>
      </span>
    </div>
  );
}
