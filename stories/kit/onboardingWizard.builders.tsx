import { useRef, useState } from "react";
import {
  OnboardingWizardView,
  type OnboardingWizardViewProps,
  type ReadyOnboarding,
} from "../../src/components/OnboardingWizard";
import type { Wanted } from "../../src/sync/changes";
import type { SavePorts } from "../../src/sync/ports";
import { runSave, type SaveRequest } from "../../src/sync/save";
import { IDLE, isRunning, type SaveState } from "../../src/sync/save.machine";
import { agreeablePorts } from "../../src/sync/testing";
import { portrait } from "./profileForm.builders";

/** A profile as Convex has it. */
export type StoredProfile = SaveRequest["current"];

/** Someone who has just signed up; give what is different. */
export function aNewcomer(overrides: Partial<StoredProfile> = {}): StoredProfile {
  return {
    username: null,
    first_name: null,
    last_name: null,
    interests: [],
    image_url: null,
    avatar_sha256: null,
    onboarding: { step: null, completed_at: null },
    ...overrides,
  };
}

/** Someone with an answer to everything, at this step. */
export function ada(step: string | null = null, overrides: Partial<StoredProfile> = {}) {
  return aNewcomer({
    username: "countess",
    first_name: "Ada",
    last_name: "Lovelace",
    interests: ["Engines", "Poetry", "Horses"],
    image_url: portrait,
    onboarding: { step, completed_at: null },
    ...overrides,
  });
}

/** A side that does not answer, for as long as the story lasts. */
export const silence = () => new Promise<never>(() => {});

export interface LiveWizardProps extends Omit<OnboardingWizardViewProps, "model"> {
  /** What is stored at the beginning. */
  stored?: StoredProfile;
  /** How the two sides answer; both say yes unless told otherwise. */
  ports?: Partial<SavePorts>;
  /** What is different about the rest. */
  model?: Partial<ReadyOnboarding>;
}

/**
 * The view with the kit's real save behind it, and two sides that answer as the story says. What
 * is saved shows at once, and what neither side takes is put back, as with Convex.
 */
export function LiveWizard({
  stored = aNewcomer(),
  ports,
  model: overrides,
  ...view
}: LiveWizardProps) {
  const [profile, setProfile] = useState(stored);
  const newest = useRef(stored);
  const [saving, setSaving] = useState<SaveState>(IDLE);
  const show = (change: Partial<StoredProfile>) => {
    newest.current = { ...newest.current, ...change };
    setProfile(newest.current);
  };
  const save = async (wanted: Wanted) => {
    const before = newest.current;
    show(withWish(before, wanted));
    const request = { current: before, wanted };
    const result = await runSave(request, agreeablePorts(ports), setSaving);
    show(Object.fromEntries(result.lost.map((field) => [field, before[field]])));
    return result;
  };
  const isPending = saving.status === "settled" && saving.result.clerk.status === "unreachable";
  const model: ReadyOnboarding = {
    status: "ready",
    stored: {
      picture: { url: profile.image_url },
      first_name: profile.first_name ?? "",
      last_name: profile.last_name ?? "",
      username: profile.username ?? "",
      interests: [...profile.interests],
    },
    step: profile.onboarding.step,
    completedAt: profile.onboarding.completed_at,
    syncStatus: isRunning(saving) || isPending ? "pending" : "in_sync",
    saving,
    connected: true,
    laterRefusal: null,
    onSaveStep: ({ step, changes, file }) =>
      save({ changes, file, onboarding: { kind: "at", step } }),
    onComplete: ({ changes, file }) => save({ changes, file, onboarding: { kind: "completed" } }),
    ...overrides,
  };
  return <OnboardingWizardView {...view} model={model} />;
}

/** What shows before either side has answered. */
function withWish(
  { onboarding }: StoredProfile,
  { changes, file, onboarding: wanted }: Wanted,
): Partial<StoredProfile> {
  return {
    ...changes,
    ...(file !== undefined && { image_url: file && URL.createObjectURL(file) }),
    onboarding:
      wanted?.kind === "at"
        ? { ...onboarding, step: wanted.step }
        : { ...onboarding, completed_at: Date.UTC(2026, 10, 22) },
  };
}
