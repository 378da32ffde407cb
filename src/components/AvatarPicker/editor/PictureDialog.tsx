import { useId, useRef } from "react";
import { flushSync } from "react-dom";
import { Banner, Button, Dialog, Spinner } from "../../ui";
import type { Source, Step } from "../AvatarPicker.machine";
import type { AvatarPickerStrings } from "../AvatarPicker.strings";
import { CameraStage } from "../camera/CameraStage";
import type { CameraDevices } from "../camera/useHasCamera";
import type { Picker } from "../useAvatarPicker";
import { Animation } from "./Animation";
import { CropEditor } from "./CropEditor";
import classes from "./editor.module.css";

export interface PictureDialogProps {
  picker: Picker;
  cameras: CameraDevices | null;
  strings: AvatarPickerStrings;
}

/** What stands between a file and a picture: the camera, then the editor. */
export function PictureDialog({ picker, cameras, strings }: PictureDialogProps) {
  const { step } = picker.state;
  const formId = useId();
  const stage = useRef<HTMLDivElement>(null);
  const shutter = useRef<HTMLButtonElement>(null);
  const words = wordsOf(step, strings);
  /** The button that asks for it goes; the dialog stays, so that nothing else moves the focus. */
  const retake = () => {
    flushSync(picker.openCamera);
    shutter.current?.focus();
  };
  return (
    <Dialog
      open={words !== null}
      onOpenChange={picker.cancel}
      title={words?.title}
      description={words?.description}
      closeLabel={strings.close}
      initialFocus={step.name === "camera" ? shutter : stage}
      className={classes.Dialog}
      footer={"source" in step && <Footer {...{ step, picker, strings, formId, retake }} />}
    >
      {step.name === "camera" && (
        <CameraStage
          shutter={shutter}
          cameras={cameras}
          strings={strings}
          onTaken={(photo) => picker.take([photo], "camera")}
        />
      )}
      {step.name === "reading" && (
        <div className={classes.Stage}>
          <p role="status" className={classes.Starting}>
            <Spinner /> {strings.reading}
          </p>
        </div>
      )}
      {"source" in step && (
        <form
          id={formId}
          className={classes.Form}
          onSubmit={(event) => {
            // Through the portal it would submit the form that the picker stands in as well.
            event.preventDefault();
            event.stopPropagation();
            picker.save();
          }}
        >
          {step.name === "failed" && (
            <Banner role="alert" tone="danger" title={strings.processingFailed}>
              {strings.processingFailedHint}
            </Banner>
          )}
          {step.source.animated ? (
            <Animation source={step.source} strings={strings} />
          ) : (
            <CropEditor stage={stage} step={step} dispatch={picker.dispatch} strings={strings} />
          )}
        </form>
      )}
    </Dialog>
  );
}

function Footer({
  step,
  picker,
  strings,
  formId,
  retake,
}: {
  step: Extract<Step, { source: Source }>;
  picker: Picker;
  strings: AvatarPickerStrings;
  formId: string;
  retake: () => void;
}) {
  const busy = step.name === "processing";
  return (
    <>
      {step.source.from === "camera" && (
        <Button variant="quiet" className={classes.First} onClick={retake}>
          {strings.retake}
        </Button>
      )}
      <Button onClick={picker.cancel}>{strings.cancel}</Button>
      <Button type="submit" form={formId} variant="primary" busy={busy}>
        {strings.save}
      </Button>
    </>
  );
}

function wordsOf(step: Step, strings: AvatarPickerStrings) {
  // A photo is opened where it was taken; a file has been chosen outside, and the dialog is to come.
  const isCamera = step.name === "camera" || (step.name === "reading" && step.from === "camera");
  if (isCamera) return { title: strings.camera, description: undefined };
  if (!("source" in step)) return null;
  return step.source.animated
    ? { title: strings.animation, description: strings.animationHint }
    : { title: strings.editor, description: strings.editorHint };
}
