import { useState } from "react";
import {
  ProfileFormView,
  type ProfileFormViewProps,
  type ReadyModel,
} from "../../src/components/ProfileForm";
import { runSave, type SavePorts } from "../../src/sync/save";
import { IDLE, resultOf, type SaveState, type Side } from "../../src/sync/save.machine";
import type { SaveField } from "../../src/sync";

/** A picture without a request: a small drawing as a data URL. */
export const portrait = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#c9d4f5"/><circle cx="32" cy="26" r="12" fill="#5a6ea8"/><path d="M8 64c2-18 12-24 24-24s22 6 24 24z" fill="#5a6ea8"/></svg>`,
)}`;

export const ada = { username: "ada", first_name: "Ada", last_name: "Lovelace" };

/** A profile that is there; give what is different. */
export function ready(overrides: Partial<ReadyModel> = {}): ReadyModel {
  return {
    status: "ready",
    stored: ada,
    email: "ada@analytical.example",
    imageUrl: portrait,
    syncStatus: "in_sync",
    saving: IDLE,
    connected: true,
    earlierRefusal: null,
    onSave: () => new Promise(() => {}),
    onDismiss: () => {},
    ...overrides,
  };
}

export const done: Side = { status: "done" };
export const skipped: Side = { status: "skipped" };
export const noAnswer: Side = {
  status: "unreachable",
  message: "Clerk could not be reached.",
  retryAfterMs: null,
};
export const refused = (message: string, field: SaveField | null = null): Side => ({
  status: "refused",
  code: field ? "form_identifier_exists" : "server_error",
  message,
  field,
});

/** A save of these fields that has ended so on its two sides. */
export function settled(fields: SaveField[], sides: { convex: Side; clerk: Side }): SaveState {
  return {
    status: "settled",
    operationId: "op1",
    fields,
    result: resultOf(fields, sides.convex, sides.clerk),
    undone: null,
  };
}

export interface LiveFormProps extends Omit<ProfileFormViewProps, "model"> {
  /** How the two sides answer; both say yes unless told otherwise. */
  ports?: Partial<SavePorts>;
  model?: Partial<ReadyModel>;
}

/**
 * The view with the kit's real save behind it, and two sides that answer as the story says. What
 * is saved shows at once, and a refusal by Clerk takes it back, as with Convex.
 */
export function LiveForm({ ports, model: overrides, ...view }: LiveFormProps) {
  const [stored, setStored] = useState(overrides?.stored ?? ada);
  const [saving, setSaving] = useState<SaveState>(IDLE);
  const model = ready({
    ...overrides,
    stored,
    saving,
    syncStatus: syncStatusOf(saving),
    onSave: async ({ changes }) => {
      const before = stored;
      const { interests: _, ...texts } = changes;
      setStored({ ...stored, ...texts });
      const request = {
        operationId: crypto.randomUUID(),
        current: { ...before, interests: [] },
        wanted: changes,
      };
      const both: SavePorts = {
        updateProfile: async () => null,
        updateClerkUser: async () => ({ updatedAt: 1 }),
        settleProfileWrite: async () => ({ undone: [] }),
        ...ports,
      };
      const result = await runSave(request, both, setSaving);
      if (result.outcome === "failed") setStored(before);
      return result;
    },
    onDismiss: () => setSaving(IDLE),
  });
  return <ProfileFormView {...view} model={model} />;
}

/** Without the webhook's echo a save stays pending; one that was undone leaves nothing behind. */
function syncStatusOf(saving: SaveState): ReadyModel["syncStatus"] {
  if (saving.status === "idle") return "in_sync";
  return saving.status === "settled" && saving.result.outcome === "failed" ? "in_sync" : "pending";
}
