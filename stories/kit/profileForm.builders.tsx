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
import { IDLE, next, type SaveState, type Side } from "../../src/sync/save.machine";
import type { SaveField } from "../../src/sync";
import { aUser, portraitUrl, useFakeProfileForm, useFakeProfileSync } from "../../testing";

export { portraitUrl as portrait };

/** Somebody with an answer to everything, equal on both sides. */
export const adaLovelace = aUser()
  .named("Ada", "Lovelace")
  .withUsername("ada_l")
  .withEmail("ada@analytical.example")
  .withInterests(["Engines", "Poetry"])
  .withImage();

const { username, first_name, last_name, interests } = adaLovelace.inConvex();

/** What she has stored, as the form holds it. */
export const ada: FormValues = {
  username: username ?? "",
  first_name: first_name ?? "",
  last_name: last_name ?? "",
  interests,
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
    imageUrl: portraitUrl,
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
}

/** The form on a fake profile: the kit's real save, and two sides that answer as the story says. */
export function LiveForm({ ports = {}, ...view }: LiveFormProps) {
  const fake = useFakeProfileSync({ profile: adaLovelace, answers: ports });
  return <ProfileFormView {...view} model={useFakeProfileForm(fake)} />;
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
