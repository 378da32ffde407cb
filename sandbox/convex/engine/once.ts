import { afterPrefix, encodeValue } from "./values/keys";
import type { MutationOutcome } from "../types";
import type { Key, OrderedStore, Stored, Write } from "../../kv/types";

/** A mutation's request, by which a client that sends it again is recognised. */
export interface Once {
  readonly sessionId: string;
  readonly requestId: number;
}

const OUTCOMES: Key = "once/outcome/";
const BY_TIME: Key = "once/time/";

/** How long an outcome is remembered, in ms. Clients send again within seconds of a reconnect. */
const REMEMBERED_FOR = 24 * 60 * 60 * 1000;
/** Forgetting goes along with remembering, a little faster, so that it never piles up. */
const FORGOTTEN_AT_ONCE = 4;

export function recall(store: OrderedStore, once: Once): MutationOutcome | null {
  const stored = store.get(outcomeKey(once)) as { ts: string } | undefined;
  if (stored === undefined) return null;
  return { ...(stored as unknown as MutationOutcome), ts: BigInt(stored.ts) };
}

/** What is to be written with a mutation, so that it is not run again. */
export function remember(store: OrderedStore, once: Once, outcome: MutationOutcome): Write[] {
  const key = outcomeKey(once);
  const value = { ...outcome, ts: outcome.ts.toString() } as unknown as Stored;
  const time = BY_TIME + encodeValue(Date.now() + REMEMBERED_FOR) + key;
  return [{ key, value }, { key: time, value: key }, ...forgetOld(store)];
}

function forgetOld(store: OrderedStore): Write[] {
  const now = BY_TIME + encodeValue(Date.now());
  const writes: Write[] = [];
  for (const [key, outcome] of store.range({ start: BY_TIME, end: afterPrefix(now) })) {
    writes.push({ key, value: undefined }, { key: outcome as Key, value: undefined });
    if (writes.length >= 2 * FORGOTTEN_AT_ONCE) break;
  }
  return writes;
}

function outcomeKey({ sessionId, requestId }: Once): Key {
  return OUTCOMES + encodeValue(sessionId) + encodeValue(requestId);
}
