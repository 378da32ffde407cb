import type { SaveField } from "./changes";
import type { SaveResult, SettledSave } from "./save.machine";

/** How a save of this page ended. Names of fields and no values. */
export interface RecentSave extends Pick<SaveResult, "outcome" | "convex" | "clerk"> {
  /** When it was settled, in ms since 1970. */
  at: number;
  fields: readonly SaveField[];
  operationIds: readonly string[];
}

/** As many as one looks at. */
const KEPT = 10;

let recent: readonly RecentSave[] = [];
const listeners = new Set<() => void>();

/** The saves of all components of this page, newest first, for `useSyncExternalStore`. */
export const recentSaves = {
  getSnapshot: () => recent,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  note: ({ parts, result: { outcome, convex, clerk } }: SettledSave): void => {
    const save: RecentSave = {
      at: Date.now(),
      fields: parts.flatMap(({ fields }) => fields),
      operationIds: parts.map(({ operationId }) => operationId),
      outcome,
      convex,
      clerk,
    };
    show([save, ...recent].slice(0, KEPT));
  },
  /** As in a page that has just been loaded, for stories: they share one. */
  forget: (): void => show([]),
};

function show(saves: readonly RecentSave[]): void {
  recent = saves;
  for (const listener of listeners) listener();
}
