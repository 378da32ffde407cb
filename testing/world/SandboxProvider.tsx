import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { SandboxProviders } from "../../sandbox/world/SandboxProviders";
import { onlyOne } from "./onlyOne";
import { openSandbox, type Sandbox, type SandboxOptions } from "./openSandbox";

export interface SandboxProviderProps extends SandboxOptions {
  /** Shown until the world is there, which takes a moment. @default a line that says so */
  readonly fallback?: ReactNode;
  readonly children: ReactNode;
}

const SandboxContext = createContext<Sandbox | null>(null);

/**
 * Puts a whole world around its children, inside the page and with no server: the real Clerk
 * client, the real Convex client, the app's real functions, signed webhooks. The world ends with
 * this component. `app` and `people` are read once; `signedInAs`, `faults`, `latency` and `offline`
 * may change.
 *
 * A page has room for one; a second one throws to the error boundary around it.
 */
export function SandboxProvider({
  fallback = <p role="status">Starting Clerk and Convex in this page…</p>,
  children,
  ...options
}: SandboxProviderProps) {
  const { signedInAs = null, faults, latency, offline } = options;
  const [opened, setOpened] = useState<Sandbox | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const [first] = useState(options);

  useEffect(() => {
    const ending = new AbortController();
    onlyOne(() => openSandbox(first), ending.signal).then(
      (sandbox) => {
        if (!ending.signal.aborted) setOpened(sandbox);
      },
      (error: unknown) => {
        if (!ending.signal.aborted) setFailure({ error });
      },
    );
    return () => {
      ending.abort();
      setOpened(null);
    };
  }, [first]);

  useEffect(() => {
    opened?.setTrouble({
      ...(faults && { faults }),
      ...(latency !== undefined && { latency }),
      ...(offline !== undefined && { offline }),
    });
  }, [opened, faults, latency, offline]);

  useEffect(() => {
    opened?.signInAs(signedInAs).catch((error: unknown) => setFailure({ error }));
  }, [opened, signedInAs]);

  if (failure !== null) throw failure.error;
  if (opened === null) return fallback;
  const { browserClerk, convex } = opened.world;
  return (
    <SandboxContext.Provider value={opened}>
      <SandboxProviders clerk={browserClerk} convex={convex}>
        {children}
      </SandboxProviders>
    </SandboxContext.Provider>
  );
}

/**
 * The world around this component: whom it knows, and what goes wrong in it.
 * @throws Error outside of a `SandboxProvider`
 */
export function useSandbox(): Sandbox {
  const sandbox = useContext(SandboxContext);
  if (sandbox === null) throw new Error("useSandbox needs a SandboxProvider around it.");
  return sandbox;
}
