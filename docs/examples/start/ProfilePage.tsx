// #region page
import { ProfileForm, SyncBadge } from "clerk-convex-sync/components";

export function ProfilePage() {
  return (
    <main>
      <SyncBadge />
      <ProfileForm suggestedInterests={["Chess", "Music"]} />
    </main>
  );
}
// #endregion page
