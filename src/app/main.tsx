import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SignIn, UserButton } from "../clerk";
import { DebugAuth } from "../components/DebugAuth";
import { SyncProvider } from "../components/SyncProvider";
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

/** The app on the real services. */
function onClerkAndConvex({ VITE_CLERK_PUBLISHABLE_KEY, VITE_CONVEX_URL }: Env) {
  return (
    <SyncProvider clerk={{ publishableKey: VITE_CLERK_PUBLISHABLE_KEY }} convex={VITE_CONVEX_URL}>
      <App account={<UserButton />} signIn={<SignIn routing="hash" />} />
      <DebugAuth placement="corner" />
    </SyncProvider>
  );
}
