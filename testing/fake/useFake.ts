import { useEffect, useState, useSyncExternalStore } from "react";
import {
  useAvatarPickerModelOf,
  type AvatarPickerModel,
} from "../../src/components/AvatarPicker/AvatarPicker.controller";
import type { OnboardingWizardModel } from "../../src/components/OnboardingWizard";
import { onboardingWizardModelOf } from "../../src/components/OnboardingWizard/OnboardingWizard.controller";
import type { CheckUsername, ProfileFormModel } from "../../src/components/ProfileForm";
import { useProfileFormModelOf } from "../../src/components/ProfileForm/ProfileForm.controller";
import type { SyncBadgeModel } from "../../src/components/SyncBadge";
import { syncBadgeModelOf } from "../../src/components/SyncBadge/SyncBadge.controller";
import { onboardingOf } from "../../src/sync/useOnboarding";
import { profileSyncOf } from "../../src/sync/useProfileSync";
import type { OwnSaves } from "../../src/sync/useOwnProfile";
import {
  fakeProfileSync,
  type FakeProfileSync,
  type FakeProfileSyncOptions,
} from "./fakeProfileSync";

/**
 * A fake for as long as the component lives. What the component shows is then one line, for example
 * `<ProfileFormView model={useFakeProfileForm(fake)} />`.
 *
 * @param options Read once.
 */
export function useFakeProfileSync(options: FakeProfileSyncOptions): FakeProfileSync {
  const [fake] = useState(() => fakeProfileSync(options));
  useEffect(() => fake.dispose, [fake]);
  return fake;
}

/** ProfileForm's own controller on the fake. Give it `checkUsername` to answer while typing. */
export function useFakeProfileForm(
  fake: FakeProfileSync,
  { checkUsername }: { readonly checkUsername?: CheckUsername } = {},
): ProfileFormModel {
  return useProfileFormModelOf(profileSyncOf(useOwn(fake)), checkUsername);
}

/** OnboardingWizard's own controller on the fake. */
export function useFakeOnboardingWizard(
  fake: FakeProfileSync,
  { checkUsername }: { readonly checkUsername?: CheckUsername } = {},
): OnboardingWizardModel {
  return onboardingWizardModelOf(onboardingOf(useOwn(fake)), checkUsername);
}

/** AvatarPicker's own controller on the fake. */
export function useFakeAvatarPicker(fake: FakeProfileSync): AvatarPickerModel {
  return useAvatarPickerModelOf(profileSyncOf(useOwn(fake)));
}

/** SyncBadge's own controller on the fake. */
export function useFakeSyncBadge(fake: FakeProfileSync): SyncBadgeModel {
  return syncBadgeModelOf(profileSyncOf(useOwn(fake)));
}

/** Each component has saves of its own, as with `useProfileSync`. */
function useOwn(fake: FakeProfileSync): OwnSaves {
  const [component] = useState(fake.component);
  useEffect(() => component.dispose, [component]);
  return useSyncExternalStore(component.subscribe, component.own, component.own);
}
