import { ConvexReactClient } from "convex/react";
import { ConvexProviderWithClerk } from "convex/react-clerk";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ClerkProvider, SignIn, UserButton, useAuth } from "../clerk";
import "../styles/index.css";
import { App } from "./App";
import { readEnv, type Env } from "./env";
import { MissingVariables } from "./MissingVariables";

const root = document.getElementById("root");
if (!root) throw new Error('index.html has no element with the id "root"');

const result = readEnv(import.meta.env);
createRoot(root).render(
  <StrictMode>
    {result.ok ? onClerkAndConvex(result.env) : <MissingVariables names={result.missing} />}
  </StrictMode>,
);

/** The app on the real services. Called once: a page has one Convex client. */
function onClerkAndConvex(env: Env) {
  return (
    <ClerkProvider
      publishableKey={env.VITE_CLERK_PUBLISHABLE_KEY}
      // Without it a call that could not be made resolves with the old user, as if it had been.
      experimental={{ rethrowOfflineNetworkErrors: true }}
    >
      <ConvexProviderWithClerk
        client={new ConvexReactClient(env.VITE_CONVEX_URL)}
        useAuth={useAuth}
      >
        <App account={<UserButton />} signIn={<SignIn routing="hash" />} />
      </ConvexProviderWithClerk>
    </ClerkProvider>
  );
}
