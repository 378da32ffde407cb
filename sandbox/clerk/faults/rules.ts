import { z } from "zod";

/** What can go wrong on the way to one of Clerk's two APIs. */
const ApiEffect = z.enum([
  /** 422 with Clerk's error, see `error`; by default: the username is taken. */
  "refuse",
  /** 429 with `retry-after`, see `retry_after` */
  "rate_limit",
  /** 500, nothing done */
  "server_error",
  /** 500, but what was asked is done */
  "server_error_after",
  /** Does it late, see `ms`. */
  "slow",
  /** No answer at all, nothing done. */
  "network_error",
  /** No answer at all, but what was asked is done. */
  "network_error_after",
]);

/** What can go wrong with a webhook on its way. */
const WebhookEffect = z.enum([
  /** Never sent, and not tried again. */
  "drop",
  /** The same message twice. */
  "duplicate",
  /** Sent after the message that follows it. */
  "reorder",
  /** Held back once, see `ms`. */
  "delay",
  /** One byte of the body changes after signing. */
  "tamper",
  /** Signed with a secret that nobody knows. */
  "wrong_secret",
  /** Signed an hour ago. */
  "old_timestamp",
  /** Well signed, but `first_name` is an object. */
  "malformed",
  /** Well signed, but no JSON. */
  "not_json",
  /** Well signed, but from another Clerk instance. */
  "wrong_instance",
  /** The receiver is not reached. */
  "network_error",
]);

const common = {
  /** How often it strikes before it is used up. @default for ever */
  times: z.int().positive().optional(),
  /** For `slow` and `delay`. */
  ms: z.number().nonnegative().default(2000),
};

const ApiFault = z.object({
  on: z.enum(["frontend", "backend"]),
  effect: ApiEffect,
  match: z
    .object({
      method: z.string().optional(),
      /** A path under the proxy, such as `/v1/me` or `/v1/users/:id`. */
      path: z.string().optional(),
      userId: z.string().optional(),
    })
    .default({}),
  /** Seconds, for `rate_limit`. */
  retry_after: z.number().nonnegative().default(1),
  /** For `refuse`. */
  error: z.object({ code: z.string(), message: z.string(), param_name: z.string() }).default({
    code: "form_identifier_exists",
    message: "That username is taken. Please try another.",
    param_name: "username",
  }),
  ...common,
});

const WebhookFault = z.object({
  on: z.literal("webhook"),
  effect: WebhookEffect,
  match: z.object({ type: z.string().optional(), userId: z.string().optional() }).default({}),
  ...common,
});

export const FaultSchema = z.discriminatedUnion("on", [ApiFault, WebhookFault]);

/** A rule as somebody writes it: only `on` and `effect` are needed. */
export type FaultInput = z.input<typeof FaultSchema>;
export type ApiFault = z.output<typeof ApiFault>;
export type WebhookFault = z.output<typeof WebhookFault>;
/** A rule that is in force. */
export type Fault = z.output<typeof FaultSchema> & { readonly id: string };
