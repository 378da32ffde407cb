import { useStrings } from "../strings";
import { useAvatarPickerModel } from "./AvatarPicker.controller";
import { avatarPickerStrings } from "./AvatarPicker.strings";
import { AvatarPickerView, type AvatarPickerViewProps } from "./AvatarPicker.view";

export type AvatarPickerProps = Omit<
  AvatarPickerViewProps,
  | "url"
  | "name"
  | "write"
  | "hint"
  | "onChange"
  | "onRemove"
  | "onUndo"
  | "isFinal"
  | "onCancel"
  | "onDismiss"
>;

/**
 * The signed-in person's picture, saved to Convex and Clerk at once when it is chosen. Needs
 * `ClerkProvider` and `ConvexProviderWithClerk` around it.
 */
export function AvatarPicker(props: AvatarPickerProps) {
  const model = useAvatarPickerModel();
  const { unavailable } = useStrings("AvatarPicker", avatarPickerStrings, props.strings);
  if (model.status !== "ready") {
    // The same shape, so that nothing jumps when the profile comes.
    const hint = unavailable[model.status];
    return (
      <AvatarPickerView {...props} url={null} name="" hint={hint} onChange={ignore} disabled />
    );
  }
  const { status: _, ...picture } = model;
  return <AvatarPickerView {...props} {...picture} />;
}

/** Of a picker that cannot choose. */
function ignore() {}
