export { ProfileForm, type ProfileFormProps } from "./ProfileForm";
export { profileFormStrings, type ProfileFormStrings } from "./ProfileForm.strings";
export {
  ProfileFormView,
  type ProfileFormModel,
  type ProfileFormViewProps,
  type ReadyModel,
} from "./ProfileForm.view";
export type { FormField, FormValues } from "./ProfileForm.schema";
export type { CheckUsername } from "./username";
