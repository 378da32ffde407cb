import { useState } from "react";
import { isSamePicture } from "../../../convex/model/picture";
import { useProfileSync, type ProfileSync } from "../../sync/useProfileSync";
import { writeOf } from "./AvatarPicker.outcome";
import type { AvatarPickerViewProps } from "./AvatarPicker.view";
import { fileOf } from "./picture/fileOf";

/** The profile's picture and what may be done with it, or why there is none to change. */
export type AvatarPickerModel =
  | { status: Exclude<ProfileSync["status"], "ready"> }
  | ({ status: "ready" } & Pick<
      AvatarPickerViewProps,
      | "url"
      | "name"
      | "write"
      | "onChange"
      | "onRemove"
      | "onUndo"
      | "isFinal"
      | "onCancel"
      | "onDismiss"
    >);

/** Joins the picker to the signed-in person's profile: each choice is saved at once. */
export function useAvatarPickerModel(): AvatarPickerModel {
  return useAvatarPickerModelOf(useProfileSync());
}

/** What the picker shows of a profile, wherever that comes from. */
export function useAvatarPickerModelOf(own: ProfileSync): AvatarPickerModel {
  const [before, setBefore] = useState<Before>(UNASKED);
  if (own.status !== "ready") return { status: own.status };
  const { profile, saving, save, cancel, dismiss } = own;
  const { first_name, last_name, username, image_url } = profile;

  const change = (file: File | null) => {
    if (before === UNASKED) void pictureBefore(image_url).then(setBefore);
    void save({}, { file });
  };
  const undo: AvatarPickerViewProps["onUndo"] = ({ back }) => {
    if (back !== null) return void save({}, { file: back.kind === "picture" ? back.file : null });
    if (before.status === "kept") void save({}, { file: before.file });
    setBefore(UNASKED);
  };
  return {
    status: "ready",
    url: image_url,
    name: [first_name, last_name].filter(Boolean).join(" ") || username || "",
    write: writeOf(saving),
    onChange: ({ file }) => change(file),
    onRemove: () => change(null),
    // Offered only where it can be kept.
    ...(before.status === "kept" && { onUndo: undo }),
    isFinal: before.status === "gone",
    onCancel: cancel,
    onDismiss: dismiss,
  };
}

/**
 * The picture from before the first change. Both sides take files alone, so undo sends it anew, and
 * it has to be fetched while it is still there.
 *
 * - `gone`: it cannot be had, as where its host gives pictures to `<img>` alone.
 */
type Before = { status: "unasked" } | { status: "kept"; file: File | null } | { status: "gone" };

const UNASKED: Before = { status: "unasked" };

async function pictureBefore(url: string | null): Promise<Before> {
  if (url === null || isSamePicture(url, null)) return { status: "kept", file: null };
  try {
    const response = await fetch(url);
    if (!response.ok) return { status: "gone" };
    return { status: "kept", file: fileOf(await response.blob(), "picture") };
  } catch {
    return { status: "gone" };
  }
}
