import type { Id } from "../../convex/_generated/dataModel";
import type { ProfileChanges } from "../../convex/model/fields";
import type { ClerkUserUpdate } from "./changes";

/**
 * What a save asks of the outside. Each call may throw; none is made twice. The hook fills these
 * in from Clerk's and Convex's clients, tests and stories as they please.
 */
export interface SavePorts {
  /** `users.updateProfile`, with its optimistic update. */
  updateProfile: (args: {
    operation_id: string;
    changes: ProfileChanges & { avatar_storage_id?: Id<"_storage"> | null };
  }) => Promise<Written>;
  /** `users.updateOnboardingData`, likewise. */
  updateOnboardingData: (args: {
    operation_id: string;
    step: string;
    changes: ProfileChanges;
  }) => Promise<Written>;
  /** `users.completeOnboarding`, likewise. */
  completeOnboarding: (args: { operation_id: string; changes: ProfileChanges }) => Promise<Written>;
  /** `users.generateAvatarUploadUrl`. */
  generateAvatarUploadUrl: (args: { sha256?: string }) => Promise<string>;
  /** Sends a file to such an address; see upload.ts. */
  uploadFile: (upload: FileUpload) => Promise<{ storageId: Id<"_storage"> }>;
  /** `users.settleProfileWrite`. */
  settleProfileWrite: (args: { operation_id: string; clerk: ClerkReport }) => Promise<unknown>;

  /** Clerk's `user.update()`. */
  updateClerkUser: (update: ClerkUserUpdate) => Promise<ClerkUserAfter>;
  /** Clerk's `user.setProfileImage()`; null removes the picture. */
  setClerkPicture: (file: File | null) => Promise<ClerkUserAfter>;

  /**
   * Tells at once, and whenever it changes, whether Convex can be reached, until the returned
   * function is called.
   */
  watchConnection: (tell: (connected: boolean) => void) => () => void;
}

/** Convex's answer to a save: the fields that really changed. None: there is no such operation. */
export interface Written {
  changed: readonly string[];
}

export interface FileUpload {
  url: string;
  file: File;
  /** Ends the upload early. */
  signal: AbortSignal;
  /** The share that has been sent, from 0 to 1. */
  onProgress: (share: number) => void;
}

/** Clerk's user after a change: its new update time in ms, and the address of its picture. */
export interface ClerkUserAfter {
  updatedAt: number | null;
  imageUrl: string | null;
}

/** How Clerk's side of an operation ended, as `users.settleProfileWrite` takes it. */
export type ClerkReport =
  | { status: "done"; updated_at?: number; image_url?: string }
  | { status: "refused"; code: string; message: string; field: string | null }
  | { status: "unreachable"; message: string; retry_after_ms?: number };
