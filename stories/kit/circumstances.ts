import type { SavePorts } from "../../src/sync/ports";
import { agreeablePorts } from "../../src/sync/testing";
import { clerkAnswers429, clerkIsDown, clerkRefuses, convexRefuses } from "../../testing";

/** What a playground lets one choose: how each side answers. */
export interface Circumstances {
  clerk: keyof typeof clerkAnswers;
  convex: keyof typeof convexAnswers;
  connected: boolean;
}

const LATE_MS = 2_500;

const late =
  <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
  async (...args: Args): Promise<Answer> => {
    await new Promise((resolve) => setTimeout(resolve, LATE_MS));
    return call(...args);
  };
const yes = agreeablePorts();

const clerkAnswers = {
  "says yes": {},
  "is slow": {
    updateClerkUser: late(yes.updateClerkUser),
    setClerkPicture: late(yes.setClerkPicture),
  },
  "says no": {
    updateClerkUser: clerkRefuses(),
    setClerkPicture: clerkRefuses("file", "This picture breaks our rules."),
  },
  "has had enough (429)": {
    updateClerkUser: clerkAnswers429(),
    setClerkPicture: clerkAnswers429(),
  },
  "is down": { updateClerkUser: clerkIsDown, setClerkPicture: clerkIsDown },
} satisfies Record<string, Partial<SavePorts>>;

const convexAnswers = {
  "says yes": {},
  "is slow": {
    updateProfile: late(yes.updateProfile),
    updateOnboardingData: late(yes.updateOnboardingData),
    completeOnboarding: late(yes.completeOnboarding),
    uploadFile: slowUpload,
  },
  "says no": {
    updateProfile: convexRefuses(),
    updateOnboardingData: convexRefuses(),
    completeOnboarding: convexRefuses(),
  },
} satisfies Record<string, Partial<SavePorts>>;

/** An upload that takes its time, and can be stopped. */
function slowUpload({ signal, onProgress }: Parameters<SavePorts["uploadFile"]>[0]) {
  return new Promise<Awaited<ReturnType<SavePorts["uploadFile"]>>>((resolve, reject) => {
    let share = 0;
    const timer = setInterval(() => {
      share += 0.04;
      onProgress(Math.min(share, 1));
      // An id is any text.
      if (share >= 1) end(() => resolve({ storageId: `file_${Date.now()}` as never }));
    }, LATE_MS / 25);
    const stop = () => end(() => reject(new DOMException("Ended.", "AbortError")));
    const end = (settle: () => void) => {
      clearInterval(timer);
      signal.removeEventListener("abort", stop);
      settle();
    };
    signal.addEventListener("abort", stop);
  });
}

export function answersUnder({ clerk, convex }: Circumstances): Partial<SavePorts> {
  return { ...clerkAnswers[clerk], ...convexAnswers[convex] };
}

/** Nothing goes wrong, until somebody chooses that it does. */
export const GOOD: Circumstances = { clerk: "says yes", convex: "says yes", connected: true };

const category = "What goes wrong";

/** The controls of a playground. */
export const circumstanceControls = {
  clerk: {
    description: "How Clerk answers a save.",
    control: "select",
    options: Object.keys(clerkAnswers),
    table: { category },
  },
  convex: {
    description: "How Convex answers it.",
    control: "select",
    options: Object.keys(convexAnswers),
    table: { category },
  },
  connected: {
    description: "Whether Convex can be reached.",
    control: "boolean",
    table: { category },
  },
} as const;
