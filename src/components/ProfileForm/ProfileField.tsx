import { Button, TextField, type TextFieldProps } from "../ui";
import classes from "./ProfileForm.module.css";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { FieldState } from "./useDraft";

export interface ProfileFieldProps
  extends
    FieldState,
    Pick<
      TextFieldProps,
      "id" | "label" | "hint" | "dir" | "leading" | "autoComplete" | "autoCapitalize" | "spellCheck"
    > {
  strings: ProfileFormStrings;
  onType: (value: string) => void;
  onLeave: () => void;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** One field; what came from elsewhere meanwhile stands under it, to take or to leave. */
export function ProfileField({
  offer,
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
        offer === null ? undefined : (
          <Offer value={offer} {...{ strings, onTakeTheirs, onKeepMine }} />
        )
      }
    />
  );
}

function Offer({
  value,
  strings,
  onTakeTheirs,
  onKeepMine,
}: { value: string } & Pick<ProfileFieldProps, "strings" | "onTakeTheirs" | "onKeepMine">) {
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
