import { FIELDS, MAX_INTERESTS } from "../../../convex/model/fields";
import { useStrings } from "../strings";
import { TagsField } from "../ui";
import { tagsFieldStrings } from "../ui/TagsField/TagsField.strings";
import { Offer, type ProfileFieldProps } from "./ProfileField";
import classes from "./ProfileForm.module.css";
import type { FieldState } from "./useDraft";

export interface InterestsFieldProps
  extends
    FieldState<string[]>,
    Pick<ProfileFieldProps, "id" | "label" | "hint" | "strings" | "onTakeTheirs" | "onKeepMine"> {
  suggestions: readonly string[];
  onChoose: (value: string[]) => void;
}

/** The interests, within the limits that Convex holds them to. */
export function InterestsField({
  offer,
  strings,
  onChoose,
  onTakeTheirs,
  onKeepMine,
  ...field
}: InterestsFieldProps) {
  return (
    <TagsField
      {...field}
      className={classes.Interests}
      maxCount={MAX_INTERESTS}
      maxLength={FIELDS.interests.maxLength}
      onValueChange={({ value }) => onChoose(value)}
      notice={offer && <Offer value={offer} {...{ strings, onTakeTheirs, onKeepMine }} />}
      strings={useStrings("TagsField", tagsFieldStrings)}
    />
  );
}
