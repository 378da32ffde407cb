import type { FieldRule } from "../../../convex/model/fields";

// #region field
export const OWN_FIELDS = {
  locale: {
    label: "Language",
    owner: "clerk",
    route: "webhook",
    clerkSdk: null,
    clerkJson: "locale",
  },
} as const satisfies Record<string, FieldRule>;
// #endregion field
