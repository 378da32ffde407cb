// #region word
import { ProfileForm } from "clerk-convex-sync/components";

export function Profile() {
  return <ProfileForm strings={{ title: "Who you are", save: "Keep it" }} />;
}
// #endregion word
