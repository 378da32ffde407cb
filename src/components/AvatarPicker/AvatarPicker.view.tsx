import { clsx } from "clsx";
import { Camera, ImageUp, Trash2, Undo2 } from "lucide-react";
import { useRef, useState, type CSSProperties } from "react";
import { useDropzone } from "react-dropzone";
import { PICTURE_TYPES } from "../../../convex/model/picture";
import { useStrings } from "../strings";
import { Button, VisuallyHidden } from "../ui";
import { shownUrl, type Choice } from "./AvatarPicker.machine";
import classes from "./AvatarPicker.module.css";
import { avatarPickerStrings, type AvatarPickerStrings } from "./AvatarPicker.strings";
import { useHasCamera, type CameraDevices } from "./camera/useHasCamera";
import { PictureDialog } from "./editor/PictureDialog";
import { openPicture } from "./picture/openPicture";
import { PickerNews } from "./PickerNews";
import { Portrait } from "./Portrait";
import { useAvatarPicker } from "./useAvatarPicker";
import { useWriteEnds } from "./useWriteEnds";

/** What becomes of the picture that was handed over, as the parent knows it. */
export type PictureWrite =
  | { status: "idle" }
  /** `upload`: how much of the file has been sent, from 0 to 1; null when none is being sent. */
  | { status: "saving"; upload: number | null }
  /** Sent once there is a connection. */
  | { status: "waiting" }
  | { status: "saved" }
  /** Convex has it; Clerk did not answer and is asked again. */
  | { status: "on_its_way" }
  /** Clerk has it, and its event brings it to Convex. */
  | { status: "only_clerk"; reason: string }
  /** Convex gets it no more; Clerk was asked at the same time, and its answer is waited for. */
  | { status: "cancelling" }
  /** `clerk`: which picture Clerk shows now. A new one comes here by Clerk's event. */
  | { status: "cancelled"; clerk: "old" | "new" | "unknown" }
  /** The picture from before is back. */
  | { status: "refused"; by: "clerk" | "app"; reason: string }
  | { status: "failed" };

export interface AvatarPickerViewProps {
  /** The picture as the parent has it; what was chosen since is shown in its place. */
  url: string | null;
  /** Whose picture it is; the initials come from it. May be empty. */
  name: string;
  /**
   * What becomes of what was handed over. At its end `url` is shown again: the new picture, or
   * the old one where it was not kept.
   * @default { status: "idle" }
   */
  write?: PictureWrite;
  /**
   * A picture has been chosen: `file` to send, `url` to show. The address is the picker's: it is
   * good until another choice is made and written, or until the picker goes.
   */
  onChange: (change: { file: File; url: string }) => void;
  /** The picture shall go. Without it there is no such button. */
  onRemove?: () => void;
  /**
   * The newest choice is taken back; `back` is the one before, null for what `url` was at first.
   * Without it there is no such button.
   */
  onUndo?: (undo: { back: Choice | null }) => void;
  /**
   * The picture that was there at first cannot be brought back, which is then said in place of an
   * undo button.
   * @default false
   */
  isFinal?: boolean;
  /** The picture that is being sent shall not be. Without it there is no such button. */
  onCancel?: () => void;
  /** The result of the newest write has been read. Without it the result stays. */
  onDismiss?: () => void;
  /** In place of the words about what may be chosen, such as why it is disabled. */
  hint?: string;
  /** @default false */
  disabled?: boolean;
  /** Of the picture, in pixels. @default 96 */
  size?: number;
  /**
   * The browser's cameras; null for none.
   * @default navigator.mediaDevices
   */
  mediaDevices?: CameraDevices | null;
  /**
   * What decodes and scales.
   * @default openPicture, in a worker
   */
  open?: typeof openPicture;
  /** Other words. @default English */
  strings?: Partial<AvatarPickerStrings>;
  className?: string;
  style?: CSSProperties;
}

const IDLE: PictureWrite = { status: "idle" };

/** AvatarPicker with everything by props: no Clerk, no Convex. */
export function AvatarPickerView({
  url,
  name,
  write = IDLE,
  onChange,
  onRemove,
  onUndo,
  isFinal = false,
  onCancel,
  onDismiss,
  hint,
  disabled = false,
  size = 96,
  mediaDevices = browserCameras(),
  open = openPicture,
  strings: own,
  className,
  style,
}: AvatarPickerViewProps) {
  const strings = useStrings("AvatarPicker", avatarPickerStrings, own);
  const picker = useAvatarPicker(open, { onChange, onRemove, onUndo });
  const { state } = picker;
  useWriteEnds(write, picker);
  const hasCamera = useHasCamera(mediaDevices);
  const [said, setSaid] = useState("");
  const chooseRef = useRef<HTMLButtonElement>(null);

  const held = disabled || write.status === "saving" || write.status === "cancelling";
  const shown = shownUrl(state, url);
  const dropzone = useDropzone({
    // A second file gets words of its own, and the content is judged, not the name.
    multiple: true,
    disabled: held,
    noClick: true,
    noKeyboard: true,
    onDrop: (files, _, { target }) => {
      // Else the browser would not tell of the same file when it is chosen again.
      if (target instanceof HTMLInputElement) target.value = "";
      setSaid("");
      picker.take(files);
    },
  });
  // The root is a group, so that what it holds keeps its own roles.
  const root = dropzone.getRootProps({ role: "group", "aria-label": strings.label });
  const takeBack = onUndo !== undefined && state.choices.length > 0 && !held;

  /** A button that goes when it has been used leaves the focus to the one that stays. */
  const handleRemove = () => {
    picker.remove();
    setSaid(strings.removed);
    chooseRef.current?.focus();
  };
  const handleUndo = () => {
    picker.undo();
    setSaid(strings.undone);
    chooseRef.current?.focus();
  };
  const handleCancel = () => {
    onCancel?.();
    chooseRef.current?.focus();
  };

  return (
    <div
      {...root}
      data-step={state.step.name}
      data-dragging={dropzone.isDragActive || undefined}
      data-disabled={disabled || undefined}
      className={clsx("ccs-AvatarPicker", classes.AvatarPicker, className)}
      style={style}
    >
      {/* Out of the row, in which it would take a gap. */}
      <VisuallyHidden>
        <input
          {...dropzone.getInputProps({
            "aria-label": strings.choose,
            accept: PICTURE_TYPES.join(","),
            multiple: false,
            disabled: held,
            // The button opens it; one way in is enough.
            tabIndex: -1,
          })}
        />
      </VisuallyHidden>
      <Portrait
        url={shown}
        name={name}
        size={size}
        write={write}
        reading={state.step.name === "reading" ? state.step.share : null}
        strings={strings}
        onClick={held ? undefined : dropzone.open}
      />
      <div className={classes.Side}>
        <div className={classes.Buttons}>
          <Button
            ref={chooseRef}
            icon={<ImageUp />}
            aria-disabled={held}
            disabled={disabled}
            onClick={dropzone.open}
          >
            {shown === null ? strings.choose : strings.change}
          </Button>
          {hasCamera && (
            <Button
              icon={<Camera />}
              aria-disabled={held}
              disabled={disabled}
              onClick={picker.openCamera}
            >
              {strings.takePhoto}
            </Button>
          )}
          {onRemove && shown !== null && !disabled && (
            <Button variant="quiet" icon={<Trash2 />} aria-disabled={held} onClick={handleRemove}>
              {strings.remove}
            </Button>
          )}
          {takeBack && (
            <Button variant="quiet" icon={<Undo2 />} onClick={handleUndo}>
              {strings.undo}
            </Button>
          )}
        </div>
        <PickerNews
          picker={picker}
          write={write}
          said={said}
          hint={hint ?? strings.hint}
          strings={strings}
          onDismiss={onDismiss}
          isFinal={isFinal && onUndo === undefined}
          onCancel={onCancel && handleCancel}
        />
      </div>
      {dropzone.isDragActive && <p className={classes.Drop}>{strings.drop}</p>}
      <PictureDialog picker={picker} cameras={mediaDevices} strings={strings} />
    </div>
  );
}

/** Not every page may see them, and a page that is no secure context has none. */
function browserCameras(): CameraDevices | null {
  return typeof navigator === "undefined" ? null : (navigator.mediaDevices ?? null);
}
