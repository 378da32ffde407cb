import { FIELDS, USER_UPDATE_FIELDS, type UserUpdateField } from "../../convex/model/fields";
import type { ClerkUserUpdate } from "../../src/sync/changes";
import { withOperation, type OwnProfile, type SentOperation } from "../../src/sync/optimistic";
import type { ClerkReport, SavePorts } from "../../src/sync/ports";
import { agreeablePorts } from "../../src/sync/testing";

/** A save that still stands over the profile, until Clerk has confirmed or refused it. */
interface Open extends SentOperation {
  readonly startedAt: number;
}

export interface FakeConvexOptions {
  readonly profile: OwnProfile;
  /** How each call is answered; both sides say yes unless told otherwise. */
  readonly answers: Partial<SavePorts>;
  /** Whether Clerk's webhook tells of what Clerk has taken. */
  readonly webhooks: boolean;
}

/** One person's row, by the rules that the real one follows: open saves are laid over it. */
export interface FakeConvex {
  /** As `users.current` would answer. */
  readonly profile: () => OwnProfile;
  /** Tells whenever the profile is another, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Something comes in from elsewhere: a webhook, another tab. */
  readonly receive: (change: Partial<OwnProfile>) => void;
  readonly ports: SavePorts;
  /** Lets go of the pictures that the page holds. */
  readonly dispose: () => void;
}

export function fakeConvex({ profile, answers, webhooks }: FakeConvexOptions): FakeConvex {
  const asked = agreeablePorts(answers);
  const pictures = fakePictures();
  const listeners = new Set<() => void>();
  let base = profile;
  let open: readonly Open[] = [];
  let shown = profile;

  const change = (next: { base?: OwnProfile; open?: readonly Open[] }) => {
    ({ base = base, open = open } = next);
    shown = open.reduce(
      (under, operation) => pictures.over(over(under, operation), operation),
      base,
    );
    for (const listener of listeners) listener();
  };
  const without = (operation: Open) => open.filter((other) => other !== operation);
  const receive = (values: Partial<OwnProfile>) => change({ base: { ...base, ...values } });
  /** For good: nothing can take it back any more. */
  const settle = (operation: Open, kept: SentOperation, sync = base.sync) => {
    const after = pictures.over(over(base, { ...kept, startedAt: operation.startedAt }), kept);
    change({ base: { ...after, sync }, open: without(operation) });
  };

  /** Shows the operation at once, and takes it away again when Convex says no. */
  async function write<Answer>(sent: SentOperation, call: () => Promise<Answer>): Promise<Answer> {
    const operation = { ...sent, startedAt: Date.now() };
    change({ open: [...open, operation] });
    try {
      const answer = await call();
      if (!concernsClerk(operation)) settle(operation, operation);
      return answer;
    } catch (error) {
      change({ open: without(operation) });
      throw error;
    }
  }

  function report(operation: Open, clerk: ClerkReport): void {
    if (clerk.status === "done" && webhooks) return settle(operation, operation);
    if (clerk.status !== "refused") return;
    const { operation_id, changes, onboarding } = operation;
    const { code, message, field } = clerk;
    const last_refusal = { operation_id, at: Date.now(), code, message, field };
    // What Convex alone owns stands; only whoever wanted to finish has not finished.
    const { interests } = changes;
    const kept = {
      operation_id,
      changes: interests === undefined ? {} : { interests },
      ...(onboarding?.kind === "at" && { onboarding }),
    };
    settle(operation, kept, { ...base.sync, last_refusal });
  }

  return {
    profile: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    receive,
    dispose: pictures.dispose,
    ports: {
      ...asked,
      updateProfile: (args) => write(args, () => asked.updateProfile(args)),
      updateOnboardingData: (args) =>
        write({ ...args, onboarding: { kind: "at", step: args.step } }, () =>
          asked.updateOnboardingData(args),
        ),
      completeOnboarding: (args) =>
        write({ ...args, onboarding: { kind: "completed" } }, () => asked.completeOnboarding(args)),
      uploadFile: async (upload) => {
        const { storageId } = await asked.uploadFile(upload);
        pictures.add(storageId, upload.file);
        return { storageId };
      },
      updateClerkUser: async (update) => {
        const answer = await asked.updateClerkUser(update);
        if (webhooks) receive(fromClerk(update));
        return answer;
      },
      settleProfileWrite: async (args) => {
        const answer = await asked.settleProfileWrite(args);
        const operation = open.find(({ operation_id }) => operation_id === args.operation_id);
        if (operation !== undefined) report(operation, args.clerk);
        return answer;
      },
    },
  };
}

function over(profile: OwnProfile, { startedAt, ...operation }: Open): OwnProfile {
  return withOperation(profile, operation, startedAt);
}

function concernsClerk({ changes }: SentOperation): boolean {
  const fields: readonly (keyof typeof changes)[] = [...USER_UPDATE_FIELDS, "avatar_storage_id"];
  return fields.some((field) => changes[field] !== undefined);
}

/** What Clerk's webhook would bring, for what `user.update()` has sent. */
function fromClerk(update: ClerkUserUpdate): Partial<Record<UserUpdateField, string | null>> {
  const sent = USER_UPDATE_FIELDS.filter((field) => update[FIELDS[field].clerkSdk] !== undefined);
  return Object.fromEntries(sent.map((field) => [field, update[FIELDS[field].clerkSdk] || null]));
}

/** Files that have been uploaded, and where the page finds them. */
function fakePictures() {
  const urls = new Map<string, string>();
  return {
    add(storageId: string, file: File): void {
      const before = urls.get(storageId);
      if (before !== undefined) URL.revokeObjectURL(before);
      urls.set(storageId, URL.createObjectURL(file));
    },
    over(profile: OwnProfile, { changes }: SentOperation): OwnProfile {
      const id = changes.avatar_storage_id;
      const image_url = id == null ? undefined : urls.get(id);
      return image_url === undefined ? profile : { ...profile, image_url };
    },
    dispose(): void {
      for (const url of urls.values()) URL.revokeObjectURL(url);
      urls.clear();
    },
  };
}
