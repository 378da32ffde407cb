import { v } from "convex/values";
import { action, mutation, query, type ActionCtx, type MutationCtx, type QueryCtx } from "./server";

/**
 * Runs functions that a test hands over: test and functions share a process. So a test reads from
 * top to bottom, with no function of the app to look up.
 */
type Handler<Ctx> = (ctx: Ctx) => Promise<unknown>;

// On globalThis because a test and an implementation may each load their own copy of this module.
const shared = globalThis as { conformanceHandlers?: Map<number, unknown> };
const handlers = (shared.conformanceHandlers ??= new Map());

/** Keeps a handler under a number that travels as an argument. */
export function handOver<Ctx>(handler: Handler<Ctx>): { handler: number } {
  handlers.set(handlers.size, handler);
  return { handler: handlers.size - 1 };
}

function handed<Ctx>(number: number): Handler<Ctx> {
  return handlers.get(number) as Handler<Ctx>;
}

const args = { handler: v.number() };

export const read = query({
  args,
  handler: (ctx, { handler }): Promise<unknown> => handed<QueryCtx>(handler)(ctx),
});

export const write = mutation({
  args,
  handler: (ctx, { handler }): Promise<unknown> => handed<MutationCtx>(handler)(ctx),
});

export const act = action({
  args,
  handler: (ctx, { handler }): Promise<unknown> => handed<ActionCtx>(handler)(ctx),
});
