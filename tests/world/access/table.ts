/** What a function asks of its caller. Each includes those before it. */
export const NEEDS = ["nothing", "sign_in", "support", "admin"] as const;
export type Need = (typeof NEEDS)[number];

/** What is there to be named in arguments; all of it is somebody else's. */
export interface Known {
  readonly externalId: string;
  readonly operation_id: string;
  readonly svix_id: string;
  readonly run_id: string;
  readonly job_id: string;
}

interface Line {
  readonly needs: Need;
  /** Arguments that the validators let through, so that it is the function itself that decides. */
  readonly args?: (known: Known) => Record<string, unknown>;
}

const paginationOpts = { numItems: 10, cursor: null };
const page = () => ({ paginationOpts });
const person = ({ externalId }: Known) => ({ externalId });
const decision = ({ externalId }: Known) => ({
  externalId,
  fields: ["first_name"],
  winner: "clerk",
});
const job = ({ job_id }: Known) => ({ job_id });
const save = { operation_id: "11111111-1111-4111-8111-111111111111" };

/** Every public function. One that is missing here fails the tests. */
export const FUNCTIONS: Readonly<Record<string, Line>> = {
  "dashboard:countUsers": { needs: "support" },
  "dashboard:driftGroups": { needs: "support" },
  "dashboard:getEvent": { needs: "support", args: ({ svix_id }) => ({ svix_id }) },
  "dashboard:getFinding": { needs: "support", args: () => ({ finding_id: "some id" }) },
  "dashboard:getRun": { needs: "support", args: ({ run_id }) => ({ run_id }) },
  "dashboard:getUser": { needs: "support", args: person },
  "dashboard:listAudit": { needs: "support", args: page },
  "dashboard:listDrift": { needs: "support", args: page },
  "dashboard:listEvents": { needs: "support", args: page },
  "dashboard:listRuns": { needs: "support", args: page },
  "dashboard:listUsers": { needs: "support", args: page },
  "dashboard:overview": { needs: "support", args: () => ({ now: Date.now() }) },
  "dashboard:scanState": { needs: "support" },
  "dashboard:viewer": { needs: "support" },
  "dashboard:revealEmail": { needs: "admin", args: person },
  "inbox:cancelReplay": { needs: "admin", args: job },
  "inbox:replay": { needs: "admin", args: ({ svix_id }) => ({ svix_id }) },
  "inbox:replayJob": { needs: "support", args: job },
  "inbox:replayMany": {
    needs: "admin",
    args: ({ externalId }) => ({ filter: { externalId }, dry_run: true }),
  },
  "reconcile:cancel": { needs: "admin", args: ({ run_id }) => ({ run_id }) },
  "reconcile:cancelResolve": { needs: "admin", args: job },
  "reconcile:cancelUndo": { needs: "admin", args: job },
  "reconcile:preview": { needs: "support", args: decision },
  "reconcile:previewMany": { needs: "support", args: () => ({ winner: "clerk" }) },
  "reconcile:resolve": { needs: "admin", args: decision },
  "reconcile:resolveJob": { needs: "support", args: job },
  "reconcile:resolveMany": {
    needs: "admin",
    args: () => ({ filter: {}, winner: "clerk", dry_run: true }),
  },
  "reconcile:resolveSelected": {
    needs: "admin",
    args: () => ({ finding_ids: [], winner: "clerk" }),
  },
  "reconcile:start": { needs: "admin", args: () => ({ kind: "quick", dry_run: true }) },
  "reconcile:undoJob": { needs: "support", args: () => ({}) },
  "reconcile:undoMany": { needs: "admin", args: ({ job_id }) => ({ job_id, dry_run: true }) },
  "reconcile:undoResolve": { needs: "admin", args: () => ({ finding_ids: [] }) },
  "users:completeOnboarding": { needs: "sign_in", args: () => save },
  // Answers nobody with null, which is what a page shows while it signs in.
  "users:current": { needs: "nothing" },
  "users:ensureUser": { needs: "sign_in" },
  "users:generateAvatarUploadUrl": { needs: "sign_in", args: () => ({}) },
  "users:isUsernameFree": { needs: "sign_in", args: () => ({ username: "somebody_else" }) },
  "users:settleProfileWrite": {
    needs: "sign_in",
    args: ({ operation_id }) => ({ operation_id, clerk: { status: "done" } }),
  },
  "users:updateOnboardingData": { needs: "sign_in", args: () => ({ ...save, step: "name" }) },
  "users:updateProfile": {
    needs: "sign_in",
    args: () => ({ ...save, changes: { interests: ["chess"] } }),
  },
};

/** Every HTTP route, and the status of a request that brings nothing but who it says it is. */
export const ROUTES: Readonly<Record<string, number>> = {
  "GET /health": 200,
  "POST /clerk/webhook": 401,
};
