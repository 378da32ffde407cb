import type { SavePorts } from "./ports";

/** Ports for tests and stories: both sides say yes, at once. Give the ones that shall not. */
export function agreeablePorts(overrides: Partial<SavePorts> = {}): SavePorts {
  const written = async ({ changes }: { changes: object }) => ({ changed: Object.keys(changes) });
  const clerkUser = async () => ({ updatedAt: 7, imageUrl: "https://img.clerk.test/new" });
  return {
    updateProfile: written,
    updateOnboardingData: async () => ({ changed: ["onboarding"] }),
    completeOnboarding: async () => ({ changed: ["onboarding"] }),
    generateAvatarUploadUrl: async () => "https://convex.test/upload",
    // An id is any text.
    uploadFile: async () => ({ storageId: "file_1" as never }),
    settleProfileWrite: async () => null,
    updateClerkUser: clerkUser,
    setClerkPicture: clerkUser,
    watchConnection: (tell) => {
      tell(true);
      return () => {};
    },
    ...overrides,
  };
}

/** What clerk-js throws when Clerk's API answers with an error. */
export async function clerkApiError(
  status: number,
  code: string,
  param?: string,
  retryAfter?: number,
) {
  const { ClerkAPIResponseError } = await import("@clerk/shared/error");
  return new ClerkAPIResponseError("", {
    status,
    retryAfter,
    data: [{ code, message: "No.", long_message: "Clerk says no.", meta: { param_name: param } }],
  });
}
