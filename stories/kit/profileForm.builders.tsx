import { useState, type MouseEvent, type ReactNode } from "react";
import {
  ProfileFormView,
  type FormValues,
  type ProfileFormViewProps,
  type ReadyModel,
} from "../../src/components/ProfileForm";
import { StringsProvider, type Language } from "../../src/components/strings";
import { Button } from "../../src/components/ui";
import type { SyncView } from "../../src/components/SyncBadge";
import type { SavePorts } from "../../src/sync/ports";
import { runSave } from "../../src/sync/save";
import { IDLE, isRunning, next, type SaveState, type Side } from "../../src/sync/save.machine";
import { agreeablePorts } from "../../src/sync/testing";
import type { SaveField } from "../../src/sync";

/** A picture without a request: a small drawing as a data URL. */
export const portrait = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#c9d4f5"/><circle cx="32" cy="26" r="12" fill="#5a6ea8"/><path d="M8 64c2-18 12-24 24-24s22 6 24 24z" fill="#5a6ea8"/></svg>`,
)}`;

export const ada: FormValues = {
  username: "ada_l",
  first_name: "Ada",
  last_name: "Lovelace",
  interests: ["Engines", "Poetry"],
};

export interface ReadyOverrides extends Partial<Omit<ReadyModel, "stored">> {
  stored?: Partial<FormValues>;
  syncStatus?: SyncView["status"];
}

/** A profile that is there; give what is different. */
export function ready({
  stored,
  syncStatus = "in_sync",
  ...overrides
}: ReadyOverrides = {}): ReadyModel {
  return {
    status: "ready",
    stored: { ...ada, ...stored },
    email: "ada@analytical.example",
    imageUrl: portrait,
    sync: { status: syncStatus, awaited: [], drifted: [], refusal: null },
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

/** A save of these fields of which so much has been heard; null is nothing yet. */
export function running(
  fields: SaveField[],
  sides: { convex: Side | null; clerk: Side | null },
  { connected = true } = {},
): SaveState {
  const operationId = "op1";
  const part = { operationId, fields, completes: false, skips: [] };
  let state = next(IDLE, { type: "started", parts: [part] });
  state = next(state, { type: "connection", connected });
  for (const from of ["convex", "clerk"] as const) {
    const side = sides[from];
    if (side !== null) state = next(state, { type: "heard", operationId, from, side });
  }
  return state;
}

/** A save of these fields that has ended so on its two sides. */
export function settled(fields: SaveField[], sides: { convex: Side; clerk: Side }): SaveState {
  return running(fields, sides);
}

export interface LiveFormProps extends Omit<ProfileFormViewProps, "model"> {
  /** How the two sides answer; both say yes unless told otherwise. */
  ports?: Partial<SavePorts>;
  model?: ReadyOverrides;
}

/**
 * The view with the kit's real save behind it, and two sides that answer as the story says. What
 * is saved shows at once, and a refusal by Clerk takes it back, as with Convex.
 */
export function LiveForm({ ports, model: overrides, ...view }: LiveFormProps) {
  const [stored, setStored] = useState<FormValues>({ ...ada, ...overrides?.stored });
  const [saving, setSaving] = useState<SaveState>(IDLE);
  const model = ready({
    ...overrides,
    stored,
    saving,
    syncStatus: syncStatusOf(saving),
    onSave: async ({ changes }) => {
      const before = stored;
      setStored({ ...stored, ...changes });
      const current = {
        ...before,
        onboarding: { step: null, completed_at: null },
        image_url: portrait,
        avatar_sha256: null,
      };
      const request = { current, wanted: { changes } };
      const result = await runSave(request, agreeablePorts(ports), setSaving);
      if (result.outcome === "failed") setStored(before);
      return result;
    },
    onDismiss: () => setSaving(IDLE),
  });
  return <ProfileFormView {...view} model={model} />;
}

/** The form, and a button that saves in another tab what that tab has. */
export function FormBesideAnotherTab({
  theirs,
  ...view
}: Omit<ProfileFormViewProps, "model"> & { theirs: Partial<FormValues> }) {
  const [stored, setStored] = useState<Partial<FormValues>>(ada);
  return (
    <div style={{ display: "grid", gap: "1rem" }}>
      <Button style={{ justifySelf: "start" }} onClick={() => setStored({ ...ada, ...theirs })}>
        Save in another tab
      </Button>
      <ProfileFormView {...view} model={ready({ stored })} />
    </div>
  );
}

/** A part of a page in another language, in the direction that it is read in. */
export function InLanguage({ language, children }: { language: Language; children: ReactNode }) {
  return (
    <div lang={language.tag} dir={language.dir}>
      <StringsProvider language={language}>{children}</StringsProvider>
    </div>
  );
}

/** An app with two pages, whose router follows links without leaving the page. */
export function AppWithRouter({ children }: { children: ReactNode }) {
  const [isElsewhere, setElsewhere] = useState(false);
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    setElsewhere(true);
  };
  if (isElsewhere) return <h1>Settings</h1>;
  return (
    <>
      <p style={{ marginBlockEnd: "1rem" }}>
        <a href="?page=settings" onClick={follow}>
          Settings
        </a>
      </p>
      {children}
    </>
  );
}

/** Without the webhook's echo a save stays pending; one that was undone leaves nothing behind. */
function syncStatusOf(saving: SaveState): SyncView["status"] {
  if (isRunning(saving)) return "pending";
  return saving.status === "idle" || saving.result.outcome === "failed" ? "in_sync" : "pending";
}
