import { isRunning } from "../../sync/save.machine";
import { AvatarPickerView, writeOf } from "../AvatarPicker";
import type { PictureSlot } from "./PictureSlot";

/** The kit's own picker in the wizard's picture step. */
export function WizardPicture({ url, name, saving, onPick, onCancel }: PictureSlot) {
  return (
    <AvatarPickerView
      url={url}
      name={name}
      // How it ends, the wizard says itself.
      write={isRunning(saving) ? writeOf(saving) : { status: "idle" }}
      onChange={({ file }) => onPick({ file })}
      {...(onCancel && { onCancel })}
      onRemove={() => onPick({ file: null })}
      onUndo={({ back }) =>
        onPick(back === null ? {} : { file: back.kind === "picture" ? back.file : null })
      }
    />
  );
}
