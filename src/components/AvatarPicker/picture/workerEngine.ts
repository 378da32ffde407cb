import type { Engine, OnProgress } from "./engine";
import type { Answer, Order } from "./protocol";

/** A page may not be allowed to start workers, say by its content security policy. */
export class WorkerUnavailable extends Error {
  override name = "WorkerUnavailable";
}

/**
 * The engine in a worker of its own, which lives until `signal` is aborted: in the middle of its
 * work, too, for a decoder cannot be asked to stop.
 *
 * @throws {WorkerUnavailable} from its first call, where no worker can run
 */
export function createWorkerEngine(signal: AbortSignal): Engine {
  const worker = startWorker();
  signal.addEventListener("abort", () => worker.terminate(), { once: true });

  const ask = (order: Order, onProgress: OnProgress) =>
    new Promise<Answer>((resolve, reject) => {
      const stop = () => reject(abortReason(signal));
      if (signal.aborted) return stop();
      signal.addEventListener("abort", stop, { once: true });
      worker.onerror = () => {
        worker.terminate();
        reject(new WorkerUnavailable());
      };
      worker.onmessage = ({ data: answer }: MessageEvent<Answer>) => {
        if (answer.type === "progress") return onProgress(answer.share);
        signal.removeEventListener("abort", stop);
        if (answer.type === "failed") reject(new Error(answer.message));
        else resolve(answer);
      };
      worker.postMessage(order);
    });

  return {
    async open(file, onProgress) {
      const answer = await ask({ type: "open", file }, onProgress);
      if (answer.type !== "opened") throw new Error("The worker answered something else.");
      return answer.picture;
    },
    async render(edit, onProgress) {
      const answer = await ask({ type: "render", edit }, onProgress);
      if (answer.type !== "rendered") throw new Error("The worker answered something else.");
      return answer.blob;
    },
  };
}

function startWorker(): Worker {
  if (typeof Worker === "undefined" || typeof OffscreenCanvas === "undefined") {
    throw new WorkerUnavailable();
  }
  try {
    return new Worker(new URL("./picture.worker.ts", import.meta.url), { type: "module" });
  } catch {
    throw new WorkerUnavailable();
  }
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException("Ended.", "AbortError");
}
