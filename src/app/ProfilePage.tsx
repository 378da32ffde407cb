import { DebugAuth } from "../components/DebugAuth";
import { ProfileForm } from "../components/ProfileForm/ProfileForm";
import { PageHeader } from "../dashboard/PageHeader/PageHeader";
import classes from "./ProfilePage.module.css";

/** One's own profile, as every signed-in person may change it. */
export function ProfilePage() {
  return (
    <div className={classes.ProfilePage}>
      <PageHeader
        title="My profile"
        description="What you save here is written to Clerk and to Convex at the same time."
      />
      <ProfileForm />
      {/* A production build has nothing of it. */}
      <DebugAuth />
    </div>
  );
}
