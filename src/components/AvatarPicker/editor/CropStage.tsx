import { useId, type KeyboardEvent, type RefObject } from "react";
import Cropper from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";
import { VisuallyHidden } from "../../ui";
import type { PickerEvent, Source } from "../AvatarPicker.machine";
import type { AvatarPickerStrings } from "../AvatarPicker.strings";
import { MAX_ZOOM, sizeInOpening, type Edit } from "../picture/geometry";
import classes from "./editor.module.css";

/** The opening's diameter on the screen, in pixels; it fits a dialog at 320 px. */
const OPENING = 232;

export interface CropStageProps {
  stage: RefObject<HTMLDivElement | null>;
  source: Source;
  edit: Edit;
  dispatch: (event: PickerEvent) => void;
  strings: AvatarPickerStrings;
}

/**
 * The picture, to be moved, zoomed and turned by mouse, touch, pinch, wheel and keys. The cropper
 * gives the gestures; where the picture may go is the machine's, whose unit is the opening, so
 * that an edit means the same on every screen.
 */
export function CropStage({ stage, source, edit, dispatch, strings }: CropStageProps) {
  const keysId = useId();
  const { width, height } = sizeInOpening(source);
  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Enter") {
      event.currentTarget.closest("form")?.requestSubmit();
      return;
    }
    const change = changeByKey(event, edit);
    if (change === null) return;
    event.preventDefault();
    dispatch(change);
  };
  return (
    <>
      <div
        ref={stage}
        // Not a group: screen readers hand the arrow keys to an application alone.
        role="application"
        tabIndex={0}
        aria-label={strings.stage}
        aria-describedby={keysId}
        onKeyDown={handleKeyDown}
        className={classes.Stage}
      >
        <Cropper
          image={source.previewUrl}
          crop={{ x: edit.x * OPENING, y: edit.y * OPENING }}
          zoom={edit.zoom}
          rotation={edit.rotation}
          maxZoom={MAX_ZOOM}
          aspect={1}
          cropShape="round"
          cropSize={{ width: OPENING, height: OPENING }}
          showGrid={false}
          restrictPosition={false}
          onCropChange={({ x, y }) => dispatch({ type: "moved", x: x / OPENING, y: y / OPENING })}
          onZoomChange={(zoom) => dispatch({ type: "zoomed", zoom })}
          onRotationChange={(rotation) => dispatch({ type: "rotated", rotation })}
          // The dialog was open already, with a focus that has gone with its button.
          onMediaLoaded={() => {
            if (source.from === "camera") stage.current?.focus({ preventScroll: true });
          }}
          objectFit="horizontal-cover"
          style={{
            mediaStyle: { flex: "none", width: width * OPENING, height: height * OPENING },
            cropAreaStyle: CROP_AREA,
          }}
          cropperProps={{ tabIndex: -1, "aria-hidden": true }}
        />
      </div>
      <VisuallyHidden id={keysId}>{strings.stageKeys}</VisuallyHidden>
    </>
  );
}

/** `color` is that of the veil around the opening. */
const CROP_AREA = { color: "var(--ccs-crop-veil)", border: "2px solid var(--ccs-crop-line)" };

/** Of the opening's diameter. */
const STEP = 0.05;
const SMALL_STEP = 0.01;
const ZOOM_STEP = 0.1;

/** What a key does to the picture; null for a key that is somebody else's. */
function changeByKey(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  { x, y, zoom }: Edit,
): PickerEvent | null {
  const step = shiftKey ? SMALL_STEP : STEP;
  switch (key) {
    case "ArrowLeft":
      return { type: "moved", x: x - step, y };
    case "ArrowRight":
      return { type: "moved", x: x + step, y };
    case "ArrowUp":
      return { type: "moved", x, y: y - step };
    case "ArrowDown":
      return { type: "moved", x, y: y + step };
    case "+":
    case "=":
      return { type: "zoomed", zoom: zoom + ZOOM_STEP };
    case "-":
    case "_":
      return { type: "zoomed", zoom: zoom - ZOOM_STEP };
    default:
      return null;
  }
}
