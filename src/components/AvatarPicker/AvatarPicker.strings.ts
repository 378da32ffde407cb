import type { Rejection } from "./picture/rejection";

/** Every word that AvatarPicker says, in English. */
export const avatarPickerStrings = {
  /** The group of everything that has to do with the picture. */
  label: "Profile picture",
  /** The picture itself, to screen readers. */
  picture: (name: string) => (name ? `Picture of ${name}` : "Your picture"),
  initials: (name: string) => (name ? `No picture; the initials of ${name}` : "No picture"),
  choose: "Upload a picture",
  change: "Change picture",
  takePhoto: "Take a photo",
  remove: "Remove",
  undo: "Undo",
  cancel: "Cancel",
  hint: "PNG, JPEG, GIF or WebP, at most 10 MB. You can also drop or paste one here.",
  drop: "Drop your picture here",
  /** In place of the hint, while there is no profile to change. */
  unavailable: {
    loading: "Loading your picture…",
    signed_out: "Sign in to change your picture.",
    not_accepted: "Your sign-in was not accepted here, so your picture cannot be changed.",
    no_profile: "Your profile is being set up.",
    deleted: "This account has been deleted.",
  },
  reading: "Opening the picture…",
  chosen: "New picture chosen.",
  removed: "Picture removed.",
  undone: "The picture from before is back.",

  rejected: "This picture cannot be used",
  /** Why a file cannot be used, by the reason. */
  rejection: (rejection: Rejection): string => {
    switch (rejection.reason) {
      case "type":
        return `“${rejection.fileName}” is not a PNG, JPEG, GIF or WebP picture, whatever it is called.`;
      case "size":
        return `It has ${megabytes(rejection.bytes)}; at most ${megabytes(rejection.maxBytes)} are possible.`;
      case "empty":
        return `“${rejection.fileName}” is empty.`;
      case "damaged":
        return `“${rejection.fileName}” is damaged and cannot be opened.`;
      case "too_many_files":
        return `These are ${rejection.count} files. Choose one.`;
      case "too_many_pixels": {
        const { width, height, maxPixels } = rejection;
        return `It has ${megapixels(width * height)}; at most ${megapixels(maxPixels)} are possible.`;
      }
    }
  },
  dismiss: "Dismiss",

  editor: "Adjust your picture",
  editorHint: "Drag to move it. What is inside the circle is used.",
  stage: "Picture in its circle",
  stageKeys: "Arrow keys move the picture, with Shift in small steps. Plus and minus zoom.",
  zoom: "Zoom",
  zoomValue: (percent: number) => `${percent} %`,
  rotation: "Rotation",
  rotationValue: (degrees: number) => `${degrees}°`,
  rotateLeft: "Rotate 90° left",
  rotateRight: "Rotate 90° right",
  reset: "Reset",
  /** After a move: where the picture lies, in percent of the circle, right and down. */
  position: (right: number, down: number) =>
    right === 0 && down === 0
      ? "Centred."
      : `${Math.abs(right)} % to the ${right < 0 ? "left" : "right"}, ${Math.abs(down)} % ${down < 0 ? "up" : "down"}.`,
  animation: "This is an animation",
  animationHint: "It is used as it is: cropping would leave a single frame of it.",
  save: "Use picture",
  processing: "Preparing your picture…",
  processingFailed: "The picture could not be prepared",
  processingFailedHint: "Your browser did not manage it. Try again, or choose another picture.",
  close: "Close",

  camera: "Take a photo",
  cameraStarting: "Starting the camera…",
  cameraView: "What the camera sees",
  shoot: "Take photo",
  retake: "Take another",
  cameraRefused: "The camera is blocked",
  cameraRefusedHint:
    "Allow this site to use the camera in your browser's settings, then try again. Or upload a picture.",
  cameraMissing: "No camera was found",
  cameraMissingHint: "Connect one and try again, or upload a picture.",
  cameraFailed: "The camera could not be started",
  cameraFailedHint: "Another program may be using it. Close that, then try again.",
  tryAgain: "Try again",

  sending: "Sending your picture…",
  percent: (percent: number) => `${percent} %`,
  saving: "Saving…",
  cancelling: "Stopping. Clerk has been asked already; waiting for what it says…",
  cancelled: "Cancelled. Your picture is as it was.",
  cancelledLate: {
    title: "Clerk had your new picture already",
    body: "Sending it here was stopped in time, but Clerk's half was not. It appears here as soon as Clerk tells us about it.",
  },
  cancelledUnheard: {
    title: "Stopped, but Clerk may have your picture",
    body: "Clerk did not answer. If it has taken your new picture, that appears here by itself.",
  },
  noWayBack: "The picture from before cannot be brought back: its host does not hand it out.",
  waiting: "No connection. Your picture is sent as soon as there is one.",
  saved: "Saved here and in Clerk.",
  onItsWay: {
    title: "Saved here, and on its way to Clerk",
    body: "Clerk did not answer. We keep asking; there is nothing more for you to do.",
  },
  onlyClerk: {
    title: "Saved in Clerk, not here yet",
    body: (reason: string) =>
      `${reason} Your picture appears here as soon as Clerk tells us about it.`,
  },
  clerkRefused: {
    title: "Clerk did not accept this picture",
    body: (reason: string) => `${reason} Your picture from before is back.`,
  },
  appRefused: {
    title: "The picture was not saved",
    body: (reason: string) => `${reason} Your picture from before is back.`,
  },
  failed: {
    title: "The picture was not saved",
    body: "Neither the app nor Clerk could be written. Your picture from before is back; try again.",
  },
};

export type AvatarPickerStrings = typeof avatarPickerStrings;

const megabyteFormat = new Intl.NumberFormat("en-GB", {
  style: "unit",
  unit: "megabyte",
  maximumFractionDigits: 1,
});

function megabytes(bytes: number): string {
  return megabyteFormat.format(bytes / 1024 / 1024);
}

function megapixels(pixels: number): string {
  return `${Math.ceil(pixels / 1_000_000)} megapixels`;
}
