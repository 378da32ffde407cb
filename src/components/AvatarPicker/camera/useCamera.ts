import { useEffect, useRef, useState, type RefObject } from "react";
import type { CameraDevices } from "./useHasCamera";

/** `refused`: by the person or by the page's policy. `missing`: unplugged meanwhile. */
export type CameraState = "starting" | "live" | "refused" | "missing" | "failed";

export interface Camera {
  /** For the element that shows it. */
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  start: () => void;
}

/**
 * Shows a camera in a video element for as long as the component is there. Every track is stopped
 * at its end, also one that was granted only afterwards: the light must not stay on.
 */
export function useCamera(devices: CameraDevices | null): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<CameraState>("starting");

  useEffect(() => {
    let stream: MediaStream | null = null;
    let ended = false;
    const start = async () => {
      if (devices === null) return setState("missing");
      try {
        stream = await devices.getUserMedia({ video: CONSTRAINTS, audio: false });
        if (ended) return stop(stream);
        if (video.current === null) return;
        video.current.srcObject = stream;
        await video.current.play();
        if (!ended) setState("live");
      } catch (error) {
        if (!ended) setState(stateAfter(error));
      }
    };
    void start();
    return () => {
      ended = true;
      if (stream !== null) stop(stream);
    };
  }, [devices, attempt]);

  return {
    video,
    state,
    start: () => {
      setState("starting");
      setAttempt((count) => count + 1);
    },
  };
}

/** The one that looks at its user. More pixels than these are scaled away. */
const CONSTRAINTS: MediaTrackConstraints = {
  facingMode: "user",
  width: { ideal: 1280 },
  height: { ideal: 1280 },
};

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The names are those of the specification of `getUserMedia`. */
function stateAfter(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "failed";
}
