import type { RefObject } from "react";
import { RotateCcw, RotateCcwSquare, RotateCwSquare } from "lucide-react";
import { Button, IconButton, Slider, VisuallyHidden } from "../../ui";
import type { PickerEvent, Source, Step } from "../AvatarPicker.machine";
import type { AvatarPickerStrings } from "../AvatarPicker.strings";
import { MAX_ZOOM } from "../picture/geometry";
import { CropStage } from "./CropStage";
import classes from "./editor.module.css";

export interface CropEditorProps {
  /** For the part that the arrow keys move. */
  stage: RefObject<HTMLDivElement | null>;
  step: Extract<Step, { source: Source }>;
  dispatch: (event: PickerEvent) => void;
  strings: AvatarPickerStrings;
}

/** The picture behind its round opening, and all that moves it. */
export function CropEditor({ stage, step, dispatch, strings }: CropEditorProps) {
  const { source, edit } = step;
  const held = step.name === "processing";
  const rotate = (by: number) => dispatch({ type: "rotated", rotation: edit.rotation + by });
  return (
    <>
      <CropStage stage={stage} source={source} edit={edit} dispatch={dispatch} strings={strings} />
      <VisuallyHidden role="status">
        {held ? strings.processing : strings.position(percent(edit.x), percent(edit.y))}
      </VisuallyHidden>
      <div className={classes.Adjust}>
        <Slider
          label={strings.zoom}
          value={percent(edit.zoom)}
          min={100}
          max={100 * MAX_ZOOM}
          step={1}
          valueText={strings.zoomValue(percent(edit.zoom))}
          disabled={held}
          onChange={({ value }) => dispatch({ type: "zoomed", zoom: value / 100 })}
        />
        <Slider
          label={strings.rotation}
          value={Math.round(edit.rotation)}
          min={-180}
          max={180}
          step={1}
          valueText={strings.rotationValue(Math.round(edit.rotation))}
          disabled={held}
          onChange={({ value }) => dispatch({ type: "rotated", rotation: value })}
          before={
            <IconButton
              label={strings.rotateLeft}
              icon={<RotateCcwSquare />}
              aria-disabled={held}
              onClick={() => rotate(-90)}
            />
          }
          after={
            <IconButton
              label={strings.rotateRight}
              icon={<RotateCwSquare />}
              aria-disabled={held}
              onClick={() => rotate(90)}
            />
          }
        />
        <Button
          variant="quiet"
          size="small"
          icon={<RotateCcw />}
          aria-disabled={held}
          className={classes.Reset}
          onClick={() => dispatch({ type: "reset" })}
        >
          {strings.reset}
        </Button>
      </div>
    </>
  );
}

function percent(share: number): number {
  // Never -0, which would be said as such.
  return Math.round(share * 100) || 0;
}
