import type { AvatarPickerStrings } from "../AvatarPicker/AvatarPicker.strings";
import type { DebugAuthStrings } from "../DebugAuth/DebugAuth.strings";
import type { OnboardingWizardStrings } from "../OnboardingWizard/OnboardingWizard.strings";
import type { ProfileFormStrings } from "../ProfileForm/ProfileForm.strings";
import type { SyncBadgeStrings } from "../SyncBadge/SyncBadge.strings";
import type { TagsFieldStrings } from "../ui/TagsField/TagsField.strings";

/** The words of every component. Types alone: nobody loads a component for its words. */
export interface KitStrings {
  AvatarPicker: AvatarPickerStrings;
  DebugAuth: DebugAuthStrings;
  OnboardingWizard: OnboardingWizardStrings;
  ProfileForm: ProfileFormStrings;
  SyncBadge: SyncBadgeStrings;
  TagsField: TagsFieldStrings;
}

/** A language, as far as its words go: what it leaves out is said in English. */
export interface Language {
  /** A BCP 47 tag, for `lang` and for `Intl`. */
  tag: string;
  dir: "ltr" | "rtl";
  /** What it calls itself, for a menu. */
  name: string;
  strings: { [Name in keyof KitStrings]?: Partial<KitStrings[Name]> };
}

/** A language that has a word for everything; a missing one does not compile. */
export interface CompleteLanguage extends Language {
  strings: KitStrings;
}
