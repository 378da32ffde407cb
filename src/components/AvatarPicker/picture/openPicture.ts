import { createEngine, type Engine, type OnProgress, type OpenedPicture } from "./engine";
import type { Edit } from "./geometry";
import { createWorkerEngine, WorkerUnavailable } from "./workerEngine";

/** A picture that is being edited. It is let go of by the signal that it was opened with. */
export interface PictureSession extends OpenedPicture {
  /**
   * Makes the square to send: at most 512 px, in the format that suits it.
   *
   * @throws when the browser cannot, or when it was ended early
   */
  render: (edit: Edit, onProgress: OnProgress) => Promise<Blob>;
}

export interface OpenOptions {
  /** Ends the session, at once and at any time. */
  signal: AbortSignal;
  onProgress: OnProgress;
}

/**
 * Decodes a picture, upright and without blocking the page.
 *
 * How long it takes is in the page's performance entries: `ccs.picture.open` from the file to the
 * preview, `ccs.picture.render` from the edit to the file.
 *
 * @throws when the browser cannot decode it, or when it was ended early
 */
export async function openPicture(
  file: File,
  { signal, onProgress }: OpenOptions,
): Promise<PictureSession> {
  const { engine, opened } = await measured("ccs.picture.open", () =>
    openSomewhere(file, signal, onProgress),
  );
  return {
    ...opened,
    render: (edit, onProgress) =>
      measured("ccs.picture.render", () => engine.render(edit, onProgress)),
  };
}

async function openSomewhere(file: File, signal: AbortSignal, onProgress: OnProgress) {
  try {
    return await openWith(createWorkerEngine(signal), file, onProgress);
  } catch (error) {
    if (!(error instanceof WorkerUnavailable)) throw error;
    return openWith(onThisThread(signal), file, onProgress);
  }
}

async function openWith(engine: Engine, file: File, onProgress: OnProgress) {
  return { engine, opened: await engine.open(file, onProgress) };
}

/** The engine without a worker: it cannot be stopped, but its answer is not waited for. */
function onThisThread(signal: AbortSignal): Engine {
  const { open, render } = createEngine();
  const unlessAborted = async <T>(work: Promise<T>) => {
    const done = await work;
    signal.throwIfAborted();
    return done;
  };
  return {
    open: (file, onProgress) => unlessAborted(open(file, onProgress)),
    render: (edit, onProgress) => unlessAborted(render(edit, onProgress)),
  };
}

async function measured<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const done = await work();
  performance.measure(name, { start });
  return done;
}
