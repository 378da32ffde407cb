import { avatarPicker } from "./de/avatarPicker";
import { debugAuth } from "./de/debugAuth";
import { onboardingWizard } from "./de/onboardingWizard";
import { profileForm } from "./de/profileForm";
import { syncBadge } from "./de/syncBadge";
import { tagsField } from "./de/tagsField";
import type { CompleteLanguage } from "./language";

export const german: CompleteLanguage = {
  tag: "de",
  dir: "ltr",
  name: "Deutsch",
  strings: {
    AvatarPicker: avatarPicker,
    DebugAuth: debugAuth,
    OnboardingWizard: onboardingWizard,
    ProfileForm: profileForm,
    SyncBadge: syncBadge,
    TagsField: tagsField,
  },
};
