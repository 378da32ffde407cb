/**
 * The rhythm in which events come, so that silence can be told from a quiet app: the longest time
 * between two events in this week and in the one before, which covers nights and week-ends.
 */
export interface Rhythm {
  first_received_at: number | null;
  last_received_at: number | null;
  /** The start of the week that `longest_gap_ms` is about. */
  week: number | null;
  longest_gap_ms: number | null;
  /** The same of the week before; null when nothing came in it. */
  earlier_gap_ms: number | null;
}

export const NO_RHYTHM: Rhythm = {
  first_received_at: null,
  last_received_at: null,
  week: null,
  longest_gap_ms: null,
  earlier_gap_ms: null,
};

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/** Twice what has been usual: a bit longer than ever is chance, twice as long hardly is. */
const FACTOR = 2;
/** A busy app may pause for minutes; nobody wants to hear of that. */
const SHORTEST_SILENCE_MS = HOUR_MS;
/** What is usual is not known before a week has been seen: a long week-end must have room. */
const SILENCE_OF_A_NEW_APP_MS = 3 * DAY_MS;

/** How long nothing may come, at the time `now`, before that is out of the ordinary. */
export function usualSilenceMs(rhythm: Rhythm, now: number): number {
  const { first_received_at, longest_gap_ms, earlier_gap_ms } = rhythm;
  const isNew = first_received_at === null || now - first_received_at < WEEK_MS;
  if (isNew) return SILENCE_OF_A_NEW_APP_MS;
  const longest = Math.max(longest_gap_ms ?? 0, earlier_gap_ms ?? 0);
  return Math.max(FACTOR * longest, SHORTEST_SILENCE_MS);
}

/** Whether it has been quiet for longer than usual; never before a first event. */
export function isSilent(rhythm: Rhythm, now: number): boolean {
  const { last_received_at } = rhythm;
  if (last_received_at === null) return false;
  return now - last_received_at > usualSilenceMs(rhythm, last_received_at);
}

/**
 * The rhythm after more events have come.
 *
 * @param receivedAt when each of them came, in any order
 */
export function addArrivals(rhythm: Rhythm, receivedAt: readonly number[]): Rhythm {
  return [...receivedAt].sort((a, b) => a - b).reduce(addArrival, rhythm);
}

function addArrival(rhythm: Rhythm, at: number): Rhythm {
  const { first_received_at, last_received_at } = rhythm;
  if (first_received_at === null || last_received_at === null) {
    return { ...NO_RHYTHM, first_received_at: at, last_received_at: at, week: weekOf(at) };
  }
  // A retry, a replay, or one of two that came at once and were applied the other way round.
  if (at <= last_received_at) return rhythm;

  // A silence that was warned of must not teach us that such silences are usual.
  const gap = Math.min(at - last_received_at, usualSilenceMs(rhythm, last_received_at));
  return { ...turnTo(weekOf(at), rhythm, gap), first_received_at, last_received_at: at };
}

function turnTo(
  week: number,
  { week: known, longest_gap_ms, earlier_gap_ms }: Rhythm,
  gap: number,
) {
  if (known === week) {
    return { week, longest_gap_ms: Math.max(longest_gap_ms ?? 0, gap), earlier_gap_ms };
  }
  const isNext = known === week - WEEK_MS;
  return { week, longest_gap_ms: gap, earlier_gap_ms: isNext ? longest_gap_ms : null };
}

function weekOf(time: number): number {
  return time - (time % WEEK_MS);
}
