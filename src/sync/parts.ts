import type { Id } from "../../convex/_generated/dataModel";
import type { ProfilePlan, SaveField } from "./changes";
import { sha256Of } from "./picture";
import type { SavePorts } from "./ports";
import type { Side, SideName } from "./save.machine";
import {
  askClerk,
  askConvex,
  asConvexRefusal,
  CANCELLED,
  PICTURE_PATIENCE_MS,
  SKIPPED,
} from "./sides";
import type { ClerkAnswer, ConvexAnswer } from "./sides";

/** The two kinds of operation that a save can consist of, each run to its end. */

/** Where an operation tells what it hears. */
export interface Listener {
  hear: (from: SideName, side: Side) => void;
  /** The share of the picture that Convex has, from 0 to 1. */
  sent: (share: number) => void;
}

/** Runs the operation that `user.update()` has a part in: both calls in this tick. */
export async function runProfilePart(
  operation_id: string,
  { changes, onboarding, clerk: update }: ProfilePlan,
  ports: SavePorts,
  { hear }: Listener,
): Promise<void> {
  const write = () => {
    if (onboarding === null) return ports.updateProfile({ operation_id, changes });
    if (onboarding.kind === "completed") return ports.completeOnboarding({ operation_id, changes });
    return ports.updateOnboardingData({ operation_id, step: onboarding.step, changes });
  };
  const [convex, clerk] = await Promise.all([
    heard("convex", askConvex(write), hear),
    update &&
      heard(
        "clerk",
        askClerk(() => ports.updateClerkUser(update)),
        hear,
      ),
  ]);
  if (clerk !== null) void report(operation_id, convex, clerk, ports);
}

/** Whatever either side complains about here, it is the picture. */
const thePicture = (): SaveField => "image_url";

/** A picture to write, or null for none. */
interface PictureChange {
  file: File | null;
  /** Of what is there now. */
  currentSha256: string | null;
  /** Cancels it. */
  signal: AbortSignal;
}

/**
 * Runs the operation of the picture: to Clerk and to Convex's storage at the same time.
 *
 * The picture that is there already costs nothing but the reading of the file, which is why that
 * comes first. Where Clerk refuses, or the person cancels, before Convex has the picture, Convex is
 * left out: the file, if it has arrived, is swept there with others that nobody attached.
 */
export async function runPicturePart(
  operation_id: string,
  { file, currentSha256, signal }: PictureChange,
  ports: SavePorts,
  { hear, sent }: Listener,
): Promise<void> {
  const sha256 = file && (await sha256Of(file));
  const hearBoth = (side: Side) => {
    hear("convex", side);
    hear("clerk", side);
  };
  if (signal.aborted) return hearBoth(CANCELLED);
  if (sha256 !== null && sha256 === currentSha256) return hearBoth(SKIPPED);

  const refusal = new AbortController();
  const attach = (avatar_storage_id: Id<"_storage"> | null) =>
    ports.updateProfile({ operation_id, changes: { avatar_storage_id } });
  const ended = AbortSignal.any([signal, refusal.signal]);
  const upload = { sha256, signal: ended, attach, ports, sent };
  const [convex, clerk] = await Promise.all([
    heard(
      "convex",
      file === null
        ? askConvex(() => attach(null), thePicture)
        : uploadAndAttach(file, upload).then(
            (answer) => answer ?? { side: leftOut(signal), awaitsReport: false },
          ),
      hear,
    ),
    heard(
      "clerk",
      askClerk(() => ports.setClerkPicture(file), {
        fieldOf: thePicture,
        patienceMs: PICTURE_PATIENCE_MS,
        signal,
      }),
      (from, side) => {
        if (side.status === "refused") refusal.abort();
        hear(from, side);
      },
    ),
  ]);
  void report(operation_id, convex, clerk, ports);
}

/** How Convex's side ends when the picture is not brought to it any more. */
function leftOut(cancelled: AbortSignal): Side {
  return cancelled.aborted ? CANCELLED : SKIPPED;
}

interface Upload {
  sha256: string | null;
  /** Aborted when there is no more point in it. */
  signal: AbortSignal;
  attach: (storageId: Id<"_storage">) => ReturnType<SavePorts["updateProfile"]>;
  ports: SavePorts;
  sent: Listener["sent"];
}

/** Brings a picture to Convex; null when it was ended before Convex had been told of it. */
async function uploadAndAttach(
  file: File,
  { sha256, signal, attach, ports, sent }: Upload,
): Promise<ConvexAnswer | null> {
  let url: string | null;
  try {
    const asked = ports.generateAvatarUploadUrl(sha256 === null ? {} : { sha256 });
    // Offline the answer may be long in coming.
    url = await Promise.race([asked, whenAborted(signal)]);
  } catch (error) {
    return { side: asConvexRefusal(error, thePicture), awaitsReport: false };
  }
  if (url === null) return null;

  let storageId: Id<"_storage">;
  try {
    ({ storageId } = await ports.uploadFile({ url, file, signal, onProgress: sent }));
  } catch {
    if (signal.aborted) return null;
    // Nobody tries this again: the server has heard nothing of it.
    const message = "The picture could not be uploaded.";
    const side = { status: "unreachable", message, retryAfterMs: null } as const;
    return { side, awaitsReport: false };
  }
  return signal.aborted ? null : await askConvex(() => attach(storageId), thePicture);
}

function whenAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));
}

/** Passes an answer's side on as soon as it is there. */
async function heard<A extends ConvexAnswer | ClerkAnswer>(
  from: SideName,
  answer: Promise<A>,
  hear: Listener["hear"],
): Promise<A> {
  const { side } = await answer;
  hear(from, side);
  return await answer;
}

/**
 * Tells Convex how Clerk took it. Not waited for, and no matter if it fails: a check that the
 * server has scheduled then asks Clerk itself, and finishes or undoes the operation.
 */
async function report(
  operation_id: string,
  convex: ConvexAnswer,
  clerk: ClerkAnswer,
  ports: SavePorts,
): Promise<void> {
  if (!convex.awaitsReport) return;
  try {
    await ports.settleProfileWrite({ operation_id, clerk: clerk.report });
  } catch {
    // Said above.
  }
}
