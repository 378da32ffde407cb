import type { FaultInput } from "../../sandbox/clerk";

/**
 * What can go wrong, as plain values: pass them as `faults` to `SandboxProvider`, put them in a
 * story's `parameters.world`, or switch them on and off while the page runs with
 * `useSandbox().faults`. Everything that nothing is said of works.
 */

/** What goes wrong at Convex, or on the line to it. */
export type ConvexFault =
  /** Mutations are not run; each is answered as if its function had refused. */
  | {
      readonly on: "convex";
      readonly effect: "refuse";
      readonly code: string;
      readonly message: string;
    }
  /** Mutations are run, but the line breaks under each answer, once. */
  | { readonly on: "convex"; readonly effect: "answer_lost" }
  /** Each message takes so many ms, each way. */
  | { readonly on: "convex"; readonly effect: "slow"; readonly ms: number }
  /** The line is cut. */
  | { readonly on: "convex"; readonly effect: "offline" };

/** One thing that goes wrong. Clerk's are the sandbox's own rules; see sandbox/clerk/faults. */
export type SandboxFault = FaultInput | ConvexFault;

/** Why Clerk says no, in the words of its error codes. */
export type ClerkRefusal = keyof typeof REFUSALS;

const REFUSALS = {
  "username taken": {
    code: "form_identifier_exists",
    message: "That username is taken. Please try another.",
    param_name: "username",
  },
  "username too short": {
    code: "form_username_invalid_length",
    message: "Your username must be between 4 and 64 characters long.",
    param_name: "username",
  },
  "username not allowed": {
    code: "form_username_invalid_character",
    message: "Your username can only contain letters, numbers, underscores and dashes.",
    param_name: "username",
  },
  "name too long": {
    code: "form_param_max_length_exceeded",
    message: "First name should not exceed 256 characters.",
    param_name: "first_name",
  },
} as const;

/** A save of one's own profile, as the browser sends it. */
const PROFILE = { path: "/v1/me", method: "PATCH" } as const;
const PICTURE = { path: "/v1/me/profile_image", method: "POST" } as const;

/** What the browser meets at Clerk. The server's own calls still reach it, unless it says so. */
const clerk = {
  /** Says no to a change of the profile, with Clerk's code at the field. */
  refuses: (why: ClerkRefusal = "username taken"): SandboxFault => ({
    on: "frontend",
    effect: "refuse",
    match: PROFILE,
    error: REFUSALS[why],
  }),
  /** Says no to a new picture. */
  refusesPictures: (): SandboxFault => ({
    on: "frontend",
    effect: "refuse",
    match: PICTURE,
    error: {
      code: "image_too_large",
      message: "The image being uploaded is more than 10 MB. Please choose another one.",
      param_name: "file",
    },
  }),
  /** Asks to be left alone for so many seconds. */
  answers429: ({ retryAfter = 1 } = {}): SandboxFault => ({
    on: "frontend",
    effect: "rate_limit",
    match: PROFILE,
    retry_after: retryAfter,
  }),
  /** Breaks, and has done nothing. */
  answers500: (): SandboxFault => ({ on: "frontend", effect: "server_error", match: PROFILE }),
  /** Cannot be reached from the browser to save; whoever is signed in stays so. */
  unreachable: (): SandboxFault => ({ on: "frontend", effect: "network_error", match: PROFILE }),
  /** Does what is asked, but nobody hears of it. */
  answerLost: (): SandboxFault => ({
    on: "frontend",
    effect: "network_error_after",
    match: PROFILE,
  }),
  /** Takes so many ms for everything that the browser asks. */
  slow: (ms: number): SandboxFault => ({ on: "frontend", effect: "slow", ms }),
  /** Takes so many ms for what the server asks, when it finishes or checks a save. */
  slowForServers: (ms: number): SandboxFault => ({ on: "backend", effect: "slow", ms }),
} as const;

/** What becomes of Clerk's events on their way to Convex. */
const webhooks = {
  /** Never sent, and not tried again. */
  lost: (): SandboxFault => ({ on: "webhook", effect: "drop" }),
  /** So many ms late. */
  late: (ms: number): SandboxFault => ({ on: "webhook", effect: "delay", ms }),
  /** Each one comes twice. */
  twice: (): SandboxFault => ({ on: "webhook", effect: "duplicate" }),
  /** Each one comes after the one that follows it. */
  outOfOrder: (): SandboxFault => ({ on: "webhook", effect: "reorder" }),
  /** Changed on the way, so that their signature does not fit. */
  tampered: (): SandboxFault => ({ on: "webhook", effect: "tamper" }),
  /** Signed with another secret than Convex was told. */
  wronglySigned: (): SandboxFault => ({ on: "webhook", effect: "wrong_secret" }),
} as const;

/** What the page meets at Convex. */
const convex = {
  /** Says no to every mutation, as a function does that throws a `ConvexError`. */
  refuses: (message = "Too many saves in a short time.", code = "rate_limited"): SandboxFault => ({
    on: "convex",
    effect: "refuse",
    code,
    message,
  }),
  /** Runs mutations, but the line breaks under each answer; the client then asks again. */
  answerLost: (): SandboxFault => ({ on: "convex", effect: "answer_lost" }),
  /** So many ms for each message, each way. */
  slow: (ms: number): SandboxFault => ({ on: "convex", effect: "slow", ms }),
  /** Cannot be reached. */
  offline: (): SandboxFault => ({ on: "convex", effect: "offline" }),
} as const;

/** All that can go wrong: `faults.clerk.refuses("username taken")`, `faults.webhooks.lost()`, … */
export const faults = { clerk, webhooks, convex } as const;
