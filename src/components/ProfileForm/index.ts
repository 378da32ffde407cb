export { ProfileForm, type ProfileFormProps } from "./ProfileForm";
export { profileFormStrings, type ProfileFormStrings } from "./ProfileForm.strings";
export {
  ProfileFormView,
  type ProfileFormModel,
  type ProfileFormViewProps,
  type ReadyModel,
} from "./ProfileForm.view";
