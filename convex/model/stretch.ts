import type { ClerkUser } from "./clerkUser";

/**
 * The stretch of time that one page of Clerk's list covers, by when people signed up. Convex's
 * people of the same stretch should all be on the page: whoever is not gets asked for by name.
 * Several people can have signed up at the same moment, and a page can end among them.
 */
export interface Stretch {
  from: number;
  to: number;
  /** Whether the moment `to` belongs to it: the next page may list more people of that moment. */
  isClosed: boolean;
  /** Everybody whom Clerk has listed in it. */
  listed: string[];
}

/** What must be remembered of the pages before. */
export interface Border {
  /** The moment at which the page before ended; null before the first. */
  last_created_at: number | null;
  /** Everybody listed so far who signed up at that moment. */
  boundary_ids: readonly string[];
}

/** Far more than ever sign up in one millisecond; keeps the run's row small. */
const MAX_BOUNDARY = 1_000;

/** @param end set for the last page: the moment up to which its stretch reaches at least */
export function stretchOf(
  page: { users: readonly ClerkUser[]; unreadable: readonly string[] },
  { last_created_at, boundary_ids }: Border,
  end: number | null,
): Stretch {
  const from = last_created_at ?? 0;
  const last = page.users.reduce((latest, user) => Math.max(latest, user.created_at ?? 0), from);
  const ids = page.users.map(({ externalId }) => externalId);
  return {
    from,
    to: Math.max(last, end ?? 0),
    isClosed: end !== null,
    listed: [...ids, ...page.unreadable, ...boundary_ids],
  };
}

/** What the next page must know of this one. */
export function borderAfter(
  users: readonly ClerkUser[],
  { from, to }: Stretch,
  { boundary_ids }: Border,
): { last_created_at: number; boundary_ids: string[] } {
  const ids = users.filter(({ created_at }) => created_at === to).map((user) => user.externalId);
  const all = from === to ? [...boundary_ids, ...ids] : ids;
  return { last_created_at: to, boundary_ids: all.slice(-MAX_BOUNDARY) };
}

/** Whether a person who signed up at that moment should be on the page, or on one before it. */
export function isWithin(created_at: number | null, { from, to, isClosed }: Stretch): boolean {
  if (created_at === null || created_at < from) return false;
  return isClosed ? created_at <= to : created_at < to;
}
