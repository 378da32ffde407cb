export type { ClerkUserUpdate, SaveField } from "./changes";
export type { OwnProfile } from "./optimistic";
export { refusePicture, type PictureProblem } from "./picture";
export type { FieldError, SaveResult, SaveState, Side, SideName } from "./save.machine";
export { useOnboarding, type Onboarding } from "./useOnboarding";
export { useProfileSync, type ProfileSync, type SaveOptions } from "./useProfileSync";
