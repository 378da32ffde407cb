// #region providers
import { ClerkProvider } from "@clerk/clerk-react";
import { SyncProvider } from "clerk-convex-sync/components";
import "clerk-convex-sync/styles.css";
import { ConvexReactClient } from "convex/react";
import { createRoot } from "react-dom/client";
import { ProfilePage } from "./ProfilePage";

const publishableKey = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY as string;
const convex = new ConvexReactClient(import.meta.env.VITE_CONVEX_URL as string);

// In place of ConvexProviderWithClerk.
createRoot(document.body).render(
  <ClerkProvider
    publishableKey={publishableKey}
    experimental={{ rethrowOfflineNetworkErrors: true }}
  >
    <SyncProvider convex={convex}>
      <ProfilePage />
    </SyncProvider>
  </ClerkProvider>,
);
// #endregion providers
