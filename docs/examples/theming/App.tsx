// #region app
import { ProfileForm, SyncProvider } from "clerk-convex-sync/components";
import "clerk-convex-sync/styles.css";
import "./theme.css";

export function App({ theme }: { theme: "light" | "dark" | undefined }) {
  return (
    <div data-theme={theme}>
      <SyncProvider
        clerk={{ publishableKey: import.meta.env.VITE_CLERK_PUBLISHABLE_KEY as string }}
        convex={import.meta.env.VITE_CONVEX_URL as string}
      >
        <ProfileForm className="profile" />
      </SyncProvider>
    </div>
  );
}
// #endregion app
