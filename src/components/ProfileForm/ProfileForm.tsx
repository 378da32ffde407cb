import { useProfileForm } from "./ProfileForm.controller";
import { ProfileFormView, type ProfileFormViewProps } from "./ProfileForm.view";

export type ProfileFormProps = Omit<ProfileFormViewProps, "model">;

/**
 * The signed-in person's names and username, saved to Convex and Clerk at once. Needs
 * `ClerkProvider` and `ConvexProviderWithClerk` around it.
 */
export function ProfileForm(props: ProfileFormProps) {
  return <ProfileFormView {...props} model={useProfileForm()} />;
}
