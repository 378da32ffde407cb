import type { ConvexReactClient } from "convex/react";
import { ConvexProviderWithClerk } from "convex/react-clerk";
import type { ReactNode } from "react";
import { ClerkProvider, useAuth } from "../../src/clerk";
import { CLERK_LOAD_OPTIONS, type BrowserClerk } from "../clerk/browser";

export interface SandboxProvidersProps {
  /** The real clerk-js, pointed at the stand-in. */
  readonly clerk: BrowserClerk;
  /** The real client, pointed at the stand-in. */
  readonly convex: ConvexReactClient;
  readonly children: ReactNode;
}

/** Clerk's and Convex's own providers, as an app has them, on the two stand-ins. */
export function SandboxProviders({ clerk, convex, children }: SandboxProvidersProps) {
  return (
    <ClerkProvider
      publishableKey={clerk.publishableKey}
      proxyUrl={clerk.proxyUrl}
      Clerk={clerk}
      {...CLERK_LOAD_OPTIONS}
    >
      <ConvexProviderWithClerk client={convex} useAuth={useAuth}>
        {children}
      </ConvexProviderWithClerk>
    </ClerkProvider>
  );
}
