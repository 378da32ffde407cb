export { aUser, type DriftingField, type Person, UserBuilder } from "./people/user";
export { portraitUrl } from "./people/portrait";
export { clerkAnswers429, clerkIsDown, clerkRefuses, convexRefuses, never } from "./fake/answers";
export {
  fakeProfileSync,
  type FakeProfileSync,
  type FakeProfileSyncOptions,
} from "./fake/fakeProfileSync";
export {
  useFakeAvatarPicker,
  useFakeOnboardingWizard,
  useFakeProfileForm,
  useFakeProfileSync,
  useFakeSyncBadge,
} from "./fake/useFake";
export { faults, type ClerkRefusal, type ConvexFault, type SandboxFault } from "./faults/faults";
export type { Trouble } from "./faults/trouble";
export {
  openSandbox,
  type FaultControls,
  type Sandbox,
  type SandboxOptions,
} from "./world/openSandbox";
export { SandboxProvider, useSandbox, type SandboxProviderProps } from "./world/SandboxProvider";
