// #region providers
import { SyncProvider } from "clerk-convex-sync/components";
import "clerk-convex-sync/styles.css";
import { createRoot } from "react-dom/client";
import { ProfilePage } from "./ProfilePage";

const publishableKey = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY as string;
const convex = import.meta.env.VITE_CONVEX_URL as string;

// In place of ClerkProvider and ConvexProviderWithClerk.
createRoot(document.body).render(
  <SyncProvider clerk={{ publishableKey }} convex={convex}>
    <ProfilePage />
  </SyncProvider>,
);
// #endregion providers
