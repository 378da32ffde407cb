// First, for it settles the order of the cascade layers.
import "../../src/styles/index.css";
import { ConvexReactClient } from "convex/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../../src/app/App";
import { readEnv } from "../../src/app/env";
import { createBrowserClerk } from "../clerk/browser";
import { SandboxProviders } from "../world/SandboxProviders";
import { SwitcherButton } from "./Switcher/SwitcherButton";
import { WhoAreYou } from "./Switcher/WhoAreYou";
import { Trouble } from "./Trouble/Trouble";
import { signInAsAdminOnce } from "./firstVisit";

/** The app through the sandbox's own door; see docs/decisions/002. */

const root = document.getElementById("root");
if (!root) throw new Error('index.html has no element with the id "root"');

const result = readEnv(import.meta.env);
if (!result.ok) throw new Error(`npm start sets these and has not: ${result.missing.join(", ")}`);

const clerk = createBrowserClerk(result.env.VITE_CLERK_PUBLISHABLE_KEY);
await signInAsAdminOnce(clerk);

createRoot(root).render(
  <StrictMode>
    <SandboxProviders clerk={clerk} convex={new ConvexReactClient(result.env.VITE_CONVEX_URL)}>
      <App
        account={<SwitcherButton clerk={clerk} />}
        signIn={<WhoAreYou clerk={clerk} />}
        environment={<Trouble />}
      />
    </SandboxProviders>
  </StrictMode>,
);
