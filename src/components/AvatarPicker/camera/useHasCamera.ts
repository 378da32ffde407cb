import { useEffect, useState } from "react";

/** What the picker takes of the browser's `MediaDevices`. */
export type CameraDevices = Pick<
  MediaDevices,
  "enumerateDevices" | "getUserMedia" | "addEventListener" | "removeEventListener"
>;

/** Whether there is a camera now. A browser tells that much without asking for permission. */
export function useHasCamera(devices: CameraDevices | null): boolean {
  const [hasCamera, setHasCamera] = useState(false);
  useEffect(() => {
    if (devices === null) return;
    let current = true;
    const look = () => {
      void hasVideoInput(devices).then((found) => {
        if (current) setHasCamera(found);
      });
    };
    look();
    devices.addEventListener("devicechange", look);
    return () => {
      current = false;
      devices.removeEventListener("devicechange", look);
    };
  }, [devices]);
  return devices !== null && hasCamera;
}

async function hasVideoInput(devices: CameraDevices): Promise<boolean> {
  try {
    const all = await devices.enumerateDevices();
    return all.some(({ kind }) => kind === "videoinput");
  } catch {
    return false;
  }
}
