/** Who may be chosen in the toolbar; they live in every story's world. */
const people = {
  story: "Story's person",
  amara: "Amara, support admin",
  jonas: "Jonas, support",
  zoe_vdb: "Zoë",
  minhanh: "Minh Anh",
  xiaolong: "李小龙",
  nobody: "Nobody",
};

export interface SignedInGlobals {
  signedInAs: keyof typeof people;
}

export const signedInInitialGlobals: SignedInGlobals = { signedInAs: "story" };

export const signedInGlobalTypes = {
  signedInAs: {
    description: "Who is signed in",
    toolbar: {
      icon: "user" as const,
      dynamicTitle: true,
      items: Object.entries(people).map(([value, title]) => ({ value, title })),
    },
  },
};

/** Whom the toolbar has signed in; else whom the story says. */
export function whoIsSignedIn(
  story: string | null,
  { signedInAs = "story" }: Partial<SignedInGlobals>,
): string | null {
  if (signedInAs === "story") return story;
  return signedInAs === "nobody" ? null : signedInAs;
}
