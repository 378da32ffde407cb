import type { Source } from "../AvatarPicker.machine";
import type { AvatarPickerStrings } from "../AvatarPicker.strings";
import classes from "./editor.module.css";

/** A moving picture as it will look; there is nothing to adjust. */
export function Animation({ source, strings }: { source: Source; strings: AvatarPickerStrings }) {
  return (
    <div className={classes.Stage}>
      <img src={source.previewUrl} alt={strings.stage} className={classes.Moving} />
      <div aria-hidden className={classes.Opening} />
    </div>
  );
}
