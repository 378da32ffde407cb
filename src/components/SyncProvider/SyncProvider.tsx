import { ConvexReactClient } from "convex/react";
import { ConvexProviderWithClerk } from "convex/react-clerk";
import { useState, type ReactNode } from "react";
import { ClerkProvider, useAuth, type ClerkProviderProps } from "../../clerk";
import { StringsProvider, type Language } from "../strings";
import { FirstLoad } from "./FirstLoad";

/** What Clerk's provider takes: one of several shapes, and each keeps its own. */
type ClerkSettings = WithoutChildren<ClerkProviderProps>;
type WithoutChildren<Props> = Props extends unknown ? Omit<Props, "children"> : never;

export interface SyncProviderProps {
  /**
   * Clerk's settings, as its own provider takes them; `publishableKey` is enough. Left out where
   * the app has a `ClerkProvider` around this already.
   */
  clerk?: ClerkSettings;
  /** The app's Convex client, or the address of its deployment. Read once. */
  convex: ConvexReactClient | string;
  /**
   * What all components inside speak.
   * @default the language of a `StringsProvider` around it, else English
   */
  language?: Language;
  children: ReactNode;
}

/**
 * One line around an app: Clerk and Convex joined, the words of all components, and a row in Convex
 * for whoever has signed in, before Clerk's webhook has come.
 */
export function SyncProvider({ clerk, convex, language, children }: SyncProviderProps) {
  // A page has one client. One that was given is the app's to close; ours lives with the page.
  const [client] = useState(() =>
    typeof convex === "string" ? new ConvexReactClient(convex) : convex,
  );
  const inside = (
    <ConvexProviderWithClerk client={client} useAuth={useAuth}>
      <FirstLoad />
      <StringsProvider language={language}>{children}</StringsProvider>
    </ConvexProviderWithClerk>
  );
  if (clerk === undefined) return inside;
  return (
    <ClerkProvider
      {...clerk}
      // Without it a call that could not be made resolves with the old user, as if it had been.
      experimental={{ ...clerk.experimental, rethrowOfflineNetworkErrors: true }}
    >
      {inside}
    </ClerkProvider>
  );
}
