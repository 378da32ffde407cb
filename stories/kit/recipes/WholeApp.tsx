import { DebugAuth, ProfileForm, SyncBadge, SyncProvider } from "../../../src/components";
import "../../../src/styles/index.css";

/** A small app: one provider, one's profile, its state in the corner, and the developer's panel. */
export function WholeApp({ publishableKey, url }: { publishableKey: string; url: string }) {
  return (
    <SyncProvider clerk={{ publishableKey }} convex={url}>
      <SyncBadge />
      <ProfileForm />
      <DebugAuth placement="corner" />
    </SyncProvider>
  );
}
