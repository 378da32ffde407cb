export { AvatarPicker, type AvatarPickerProps } from "./AvatarPicker";
export type { Choice } from "./AvatarPicker.machine";
export { writeOf } from "./AvatarPicker.outcome";
export { avatarPickerStrings, type AvatarPickerStrings } from "./AvatarPicker.strings";
export {
  AvatarPickerView,
  type AvatarPickerViewProps,
  type PictureWrite,
} from "./AvatarPicker.view";
export { openPicture, type OpenOptions, type PictureSession } from "./picture/openPicture";
export type { Rejection } from "./picture/rejection";
