import { Camera as CameraIcon } from "lucide-react";
import type { RefObject } from "react";
import { flushSync } from "react-dom";
import { Banner, Button, Spinner } from "../../ui";
import type { AvatarPickerStrings } from "../AvatarPicker.strings";
import classes from "../editor/editor.module.css";
import { frameOf } from "./frameOf";
import { useCamera } from "./useCamera";
import type { CameraDevices } from "./useHasCamera";

export interface CameraStageProps {
  /** For the button that takes the photo. */
  shutter: RefObject<HTMLButtonElement | null>;
  cameras: CameraDevices | null;
  strings: AvatarPickerStrings;
  onTaken: (photo: File) => void;
}

/** What the camera sees, like in a mirror, and the button that takes it. */
export function CameraStage({ shutter, cameras, strings, onTaken }: CameraStageProps) {
  const { video, state, start } = useCamera(cameras);
  /** The button that asks for it goes with its banner. */
  const startAgain = () => {
    flushSync(start);
    shutter.current?.focus();
  };
  const shoot = async () => {
    if (video.current !== null) onTaken(await frameOf(video.current));
  };
  if (state !== "starting" && state !== "live") {
    const words = {
      refused: { title: strings.cameraRefused, body: strings.cameraRefusedHint },
      missing: { title: strings.cameraMissing, body: strings.cameraMissingHint },
      failed: { title: strings.cameraFailed, body: strings.cameraFailedHint },
    }[state];
    return (
      <Banner
        role="alert"
        tone="warning"
        title={words.title}
        actions={
          <Button size="small" onClick={startAgain}>
            {strings.tryAgain}
          </Button>
        }
      >
        {words.body}
      </Banner>
    );
  }
  return (
    <>
      <div className={classes.Stage} data-state={state}>
        <video
          ref={video}
          muted
          playsInline
          aria-label={strings.cameraView}
          className={classes.Video}
        />
        <div aria-hidden className={classes.Opening} />
        <p role="status" className={classes.Starting}>
          {state === "starting" && (
            <>
              <Spinner /> {strings.cameraStarting}
            </>
          )}
        </p>
      </div>
      <div className={classes.Shoot}>
        <Button
          ref={shutter}
          variant="primary"
          icon={<CameraIcon />}
          aria-disabled={state === "starting"}
          onClick={() => void shoot()}
        >
          {strings.shoot}
        </Button>
      </div>
    </>
  );
}
