export { Avatar, type AvatarProps } from "./Avatar/Avatar";
export { Banner, type BannerProps } from "./Banner/Banner";
export { Button, type ButtonProps } from "./Button/Button";
export { Card, type CardProps } from "./Card/Card";
export { Checkbox, type CheckboxProps } from "./Checkbox/Checkbox";
export { Chip, type ChipProps, type Tone } from "./Chip/Chip";
export { Dialog, type DialogProps } from "./Dialog/Dialog";
export { Drawer, type DrawerProps } from "./Drawer/Drawer";
export { EmptyState, type EmptyStateProps } from "./EmptyState/EmptyState";
export { EventChip, outcomeLooks, type EventChipProps } from "./EventChip/EventChip";
export { Field, type FieldControl, type FieldProps } from "./Field/Field";
export { IconButton, type IconButtonProps } from "./IconButton/IconButton";
export { Kbd } from "./Kbd/Kbd";
export { ProgressBar, type ProgressBarProps } from "./ProgressBar/ProgressBar";
export { absolute, relative } from "./RelativeTime/relative";
export { RelativeTime, type RelativeTimeProps } from "./RelativeTime/RelativeTime";
export { useNow } from "./RelativeTime/useNow";
export { SearchField, type SearchFieldProps } from "./SearchField/SearchField";
export {
  SegmentedControl,
  type Segment,
  type SegmentedControlProps,
} from "./SegmentedControl/SegmentedControl";
export { Select, type SelectOption, type SelectProps } from "./Select/Select";
export { Skeleton, type SkeletonProps } from "./Skeleton/Skeleton";
export { Slider, type SliderProps } from "./Slider/Slider";
export { Spinner } from "./Spinner/Spinner";
export {
  StatusChip,
  statusLooks,
  type StatusChipProps,
  type SyncStatus,
} from "./StatusChip/StatusChip";
export { TagsField, type TagsFieldProps } from "./TagsField/TagsField";
export { tagsFieldStrings, type TagsFieldStrings } from "./TagsField/TagsField.strings";
export { TextField, type TextFieldProps } from "./TextField/TextField";
export { VisuallyHidden } from "./VisuallyHidden/VisuallyHidden";
