import { avatarPicker } from "./ar/avatarPicker";
import { debugAuth } from "./ar/debugAuth";
import { onboardingWizard } from "./ar/onboardingWizard";
import { profileForm } from "./ar/profileForm";
import { syncBadge } from "./ar/syncBadge";
import { tagsField } from "./ar/tagsField";
import type { CompleteLanguage } from "./language";

export const arabic: CompleteLanguage = {
  tag: "ar",
  dir: "rtl",
  name: "العربية",
  strings: {
    AvatarPicker: avatarPicker,
    DebugAuth: debugAuth,
    OnboardingWizard: onboardingWizard,
    ProfileForm: profileForm,
    SyncBadge: syncBadge,
    TagsField: tagsField,
  },
};
