import type { PictureType } from "./sniff";

const ENDINGS: Record<PictureType, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** The file to send: called like the one that was chosen, with the ending of what it now is. */
export function fileOf(content: Blob, chosenName: string, type: string = content.type): File {
  const stem = chosenName.replace(/\.[^.]*$/, "") || "picture";
  const ending = Object.entries(ENDINGS).find(([known]) => known === type)?.[1] ?? "bin";
  return new File([content], `${stem}.${ending}`, { type });
}
