export type { ClerkUserUpdate, SaveField } from "./changes";
export type { OwnProfile } from "./optimistic";
export type { FieldError, SaveResult, SaveState, Side, SideName } from "./save.machine";
export { useProfileSync, type ProfileSync } from "./useProfileSync";
