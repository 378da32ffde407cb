import { keepCovered, rotateTo, UNEDITED, zoomTo, type Edit } from "./picture/geometry";
import type { Rejection } from "./picture/rejection";
import type { PictureType } from "./picture/sniff";

/**
 * The picker as a pure machine: where it is on the way from a file to a picture, and what has been
 * chosen since it was opened. It neither reads nor draws; useAvatarPicker does, and tells it.
 */

/** What takes the place of the picture before: a new one, or none. */
export type Choice =
  { kind: "picture"; file: File; /** An object URL. */ url: string } | { kind: "removed" };

/** A file that has been opened. */
export interface Source {
  /** As it was chosen, under the type that it really has. */
  file: File;
  type: PictureType;
  /** Left as it is: a still made of it would not be what was chosen. */
  animated: boolean;
  from: "file" | "camera";
  /** In pixels, upright. */
  width: number;
  height: number;
  /** An object URL of what the editor shows. */
  previewUrl: string;
}

export type Step =
  | { name: "idle" }
  /** A file is being judged and decoded; `share` goes from 0 to 1. */
  | { name: "reading"; from: Source["from"]; share: number }
  | { name: "rejected"; rejection: Rejection }
  | { name: "camera" }
  | { name: "editing"; source: Source; edit: Edit }
  /** The picture to send is being made. */
  | { name: "processing"; source: Source; edit: Edit; share: number }
  /** It could not be made; the edit is kept. */
  | { name: "failed"; source: Source; edit: Edit };

export interface PickerState {
  step: Step;
  /** The newest last; undo takes them back one by one. */
  choices: readonly Choice[];
  /** Whether the newest has been written, so that the parent's picture is the truth again. */
  settled: boolean;
  /** What could not be written, to be tried again. */
  lost: Choice | null;
}

export type PickerEvent =
  | { type: "reading"; from: Source["from"] }
  | { type: "progress"; share: number }
  | { type: "rejected"; rejection: Rejection }
  | { type: "opened"; source: Source }
  | { type: "cameraAsked" }
  | { type: "moved"; x: number; y: number }
  | { type: "zoomed"; zoom: number }
  | { type: "rotated"; rotation: number }
  | { type: "reset" }
  | { type: "processing" }
  | { type: "failed" }
  /** Back to where it began, whatever was going on. */
  | { type: "cancelled" }
  | { type: "chosen"; choice: Choice }
  | { type: "undone" }
  /** The parent has heard the end of a write. */
  | { type: "written"; kept: boolean };

export const INITIAL: PickerState = {
  step: { name: "idle" },
  choices: [],
  settled: false,
  lost: null,
};

/** Each holds on to its file. More steps back nobody remembers. */
export const MOST_CHOICES = 10;

/** The state after an event. What does not fit the step, such as late progress, changes nothing. */
export function next(state: PickerState, event: PickerEvent): PickerState {
  const { step } = state;
  const to = (after: Step): PickerState => ({ ...state, step: after });
  switch (event.type) {
    case "reading":
      return to({ name: "reading", from: event.from, share: 0 });
    case "progress":
      if (step.name !== "reading" && step.name !== "processing") return state;
      return to({ ...step, share: Math.max(step.share, Math.min(1, event.share)) });
    case "rejected":
      return to({ name: "rejected", rejection: event.rejection });
    case "opened":
      if (step.name !== "reading") return state;
      return to({ name: "editing", source: event.source, edit: UNEDITED });
    case "cameraAsked":
      return to({ name: "camera" });
    case "moved":
    case "zoomed":
    case "rotated":
    case "reset":
      if (step.name !== "editing" && step.name !== "failed") return state;
      return to({ name: "editing", source: step.source, edit: edited(step, event) });
    case "processing":
      if (step.name !== "editing" && step.name !== "failed") return state;
      return to({ name: "processing", source: step.source, edit: step.edit, share: 0 });
    case "failed":
      if (step.name !== "processing") return state;
      return to({ name: "failed", source: step.source, edit: step.edit });
    case "cancelled":
      return to({ name: "idle" });
    case "chosen": {
      const choices = [...state.choices, event.choice].slice(-MOST_CHOICES);
      return { step: { name: "idle" }, choices, settled: false, lost: null };
    }
    case "undone":
      return {
        step: { name: "idle" },
        choices: state.choices.slice(0, -1),
        settled: false,
        lost: null,
      };
    case "written":
      return written(state, event.kept);
  }
}

function edited(
  { source, edit }: { source: Source; edit: Edit },
  event: Extract<PickerEvent, { type: "moved" | "zoomed" | "rotated" | "reset" }>,
): Edit {
  switch (event.type) {
    case "moved":
      return keepCovered({ ...edit, x: event.x, y: event.y }, source);
    case "zoomed":
      return zoomTo(edit, event.zoom, source);
    case "rotated":
      return rotateTo(edit, event.rotation, source);
    case "reset":
      return UNEDITED;
  }
}

function written(state: PickerState, kept: boolean): PickerState {
  const newest = state.choices.at(-1);
  if (newest === undefined || state.settled) return state;
  if (kept) return { ...state, settled: true };
  // The picture from before is back, which is what the parent shows.
  return { ...state, choices: state.choices.slice(0, -1), settled: true, lost: newest };
}

/** The picture to show in place of `url`, which is the parent's. */
export function shownUrl({ choices, settled }: PickerState, url: string | null): string | null {
  const newest = choices.at(-1);
  if (newest === undefined || settled) return url;
  return newest.kind === "picture" ? newest.url : null;
}

/** Every object URL that is still in use. */
export function urlsInUse({ step, choices, lost }: PickerState): string[] {
  const preview = "source" in step ? [step.source.previewUrl] : [];
  const chosen = [...choices, ...(lost ? [lost] : [])];
  return [...preview, ...chosen.flatMap((choice) => (choice.kind === "picture" ? choice.url : []))];
}
