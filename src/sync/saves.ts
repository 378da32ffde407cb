import { isSameWish, type Wanted } from "./changes";
import type { SavePorts } from "./ports";
import { createPreview, type Preview } from "./preview";
import { recentSaves } from "./recentSaves";
import { runSave, type SaveRequest } from "./save";
import { IDLE, next, type SaveResult, type SaveState, type SettledSave } from "./save.machine";

/** What one component shows of its saves. */
export interface SavesSnapshot {
  /** The newest save; what an older one still has to say is not shown. */
  saving: SaveState;
  /** The picture on its way; null when none is. */
  preview: Preview | null;
}

/** The saves of one component, for `useSyncExternalStore`. */
export interface Saves {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => SavesSnapshot;
  /**
   * Starts a save. Asked for the same while the newest save still runs, it answers with that one:
   * a double click is one save. A different one runs beside it. Never rejects.
   */
  save: (request: Omit<SaveRequest, "signal">, ports: SavePorts) => Promise<SaveResult>;
  /**
   * Stops sending the newest save's picture. What a side has by then it keeps; the result says so.
   */
  cancel: () => void;
  /** Puts the result of the newest save aside. */
  dismiss: () => void;
  /** To be told of every picture that Convex shows, so that the preview makes way for it. */
  convexShows: (imageUrl: string | null) => void;
  /** Lets go of what the page holds. Saves under way run on. */
  dispose: () => void;
}

/** The newest save, for as long as it runs. */
interface RunningSave {
  id: number;
  wanted: Wanted;
  result: Promise<SaveResult>;
  cancel: () => void;
}

export function createSaves(): Saves {
  const listeners = new Set<() => void>();
  let snapshot: SavesSnapshot = { saving: IDLE, preview: null };
  const show = (change: Partial<SavesSnapshot>) => {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  };
  const preview = createPreview((shown) => show({ preview: shown }));
  let newest = 0;
  let running: RunningSave | null = null;

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    save(request, ports) {
      const { wanted, current } = request;
      if (running !== null && isSameWish(running.wanted, wanted)) return running.result;
      const id = ++newest;
      const endPreview = wanted.file ? preview.show(wanted.file, current.image_url) : () => {};
      const publish = (saving: SaveState) => {
        if (saving.status === "settled" && !bringsPictureLater(saving)) endPreview();
        if (saving.status === "settled") recentSaves.note(saving);
        if (id === newest) show({ saving });
      };
      const cancelling = new AbortController();
      const cancellable = { ...request, signal: cancelling.signal };
      const result = runSave(cancellable, ports, publish).finally(() => {
        if (running?.id === id) running = null;
      });
      running = { id, wanted, result, cancel: () => cancelling.abort() };
      return result;
    },
    cancel() {
      running?.cancel();
      // Whoever asks for the same again now does not mean the one that has been cancelled.
      running = null;
    },
    dismiss: () => show({ saving: next(snapshot.saving, { type: "dismissed" }) }),
    convexShows: preview.convexShows,
    dispose: preview.end,
  };
}

/** Whether Clerk alone has the new picture: its event brings it to Convex. */
function bringsPictureLater({ parts }: SettledSave): boolean {
  return parts.some(
    ({ fields, convex, clerk }) =>
      fields.includes("image_url") && clerk.status === "done" && convex.status !== "done",
  );
}
