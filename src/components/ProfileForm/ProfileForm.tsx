import { AvatarPicker } from "../AvatarPicker";
import { useProfileForm } from "./ProfileForm.controller";
import { ProfileFormView, type ProfileFormViewProps } from "./ProfileForm.view";

export type ProfileFormProps = Omit<ProfileFormViewProps, "model">;

/**
 * The signed-in person's names, username, interests and picture, saved to Convex and Clerk at once:
 * the picture when it is chosen, all else when they say so. Needs `SyncProvider` around it.
 *
 * @param props.picture another slot for the picture; null shows it without a way to change it.
 */
export function ProfileForm({ picture = <AvatarPicker />, ...props }: ProfileFormProps) {
  return <ProfileFormView {...props} picture={picture} model={useProfileForm()} />;
}
