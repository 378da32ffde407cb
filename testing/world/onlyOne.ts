/** Something that a page has room for once, and that ends some time after it has been told to. */
export interface Ending {
  stop(): Promise<void>;
}

/** Who has the page, and when they will have left it. */
let current: { readonly signal: AbortSignal; readonly hasLeft: Promise<void> } | null = null;

/**
 * Opens something once whoever had the page before has left it, and stops it when the signal says
 * so. A component that React mounts, unmounts and mounts again (StrictMode, a changed `key`) thus
 * waits for itself.
 *
 * @throws Error while somebody else has the page and has not been told to leave
 */
export async function onlyOne<Opened extends Ending>(
  open: () => Promise<Opened>,
  signal: AbortSignal,
): Promise<Opened> {
  const before = current;
  if (before !== null && !before.signal.aborted) {
    throw new Error(
      "A page has room for one SandboxProvider: Clerk's library and Convex's runtime are made for one per page.",
    );
  }
  let leave = () => {};
  current = { signal, hasLeft: new Promise((resolve) => (leave = resolve)) };
  try {
    await before?.hasLeft;
    signal.throwIfAborted();
    const opened = await open();
    const stop = async () => {
      // Not before the components that are being unmounted have taken their leave, too.
      await Promise.resolve();
      await opened.stop().finally(leave);
    };
    if (signal.aborted) void stop();
    else signal.addEventListener("abort", () => void stop(), { once: true });
    return opened;
  } catch (error) {
    leave();
    // Nothing has been opened, so the next one need not wait for this one to be unmounted.
    if (current?.signal === signal) current = null;
    throw error;
  }
}
