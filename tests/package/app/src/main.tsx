import { ProfileForm, SyncBadge } from "clerk-convex-sync/components";
import { Users } from "clerk-convex-sync/dashboard";
import "clerk-convex-sync/styles.css";
import { aUser, SandboxProvider } from "clerk-convex-sync/testing";
import { NuqsAdapter } from "nuqs/adapters/react";
import { createRoot } from "react-dom/client";
import { app } from "virtual:convex-app";
import { Greeting } from "./Greeting";

const ada = aUser().named("Ada", "Lovelace").withUsername("ada_l").withRole("admin");

// An app of its own has ClerkProvider and ConvexProviderWithClerk here; this one lives on the sandbox.
createRoot(document.getElementById("root")!).render(
  <SandboxProvider app={app} people={[ada]} signedInAs="ada_l">
    <NuqsAdapter>
      <Greeting />
      <SyncBadge />
      <ProfileForm />
      <Users />
    </NuqsAdapter>
  </SandboxProvider>,
);
