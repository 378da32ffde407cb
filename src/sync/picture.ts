import {
  complaintAboutPicture,
  MAX_PICTURE_BYTES,
  PICTURE_TYPES,
} from "../../convex/model/picture";

/** What is wrong with a file that was chosen as a picture. */
export type PictureProblem = "picture_type" | "picture_size" | "picture_empty";

/**
 * Why a file is no profile picture, before it is sent anywhere; null when it is one. Convex judges
 * the stored file by the same rule, and Clerk by its own.
 */
export function refusePicture(
  file: Pick<File, "size" | "type">,
): { code: PictureProblem; message: string } | null {
  const message = complaintAboutPicture({ size: file.size, contentType: file.type });
  return message === null ? null : { code: problemOf(file), message };
}

function problemOf({ size, type }: Pick<File, "size" | "type">): PictureProblem {
  if (!PICTURE_TYPES.some((known) => known === type)) return "picture_type";
  return size > MAX_PICTURE_BYTES ? "picture_size" : "picture_empty";
}

/**
 * The SHA-256 of a file in hex, by which Convex and the browser know the same picture again. null
 * where it cannot be had: the picture is then sent, which is always right, if not always needed.
 */
export async function sha256Of(file: Blob): Promise<string | null> {
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(
      "",
    );
  } catch {
    // Not a secure context, or a file that has been moved since it was chosen.
    return null;
  }
}
