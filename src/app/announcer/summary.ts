/*
 * What a screen reader is told of what happens by itself: not each event, but a summing up, and
 * that not more often than one can listen to.
 */

/** What has happened since it was last told of. */
export type News = { arrived: number; failed: number };

export type Summary = {
  news: News;
  /** When the news may be told; `null` while there is none. */
  dueAt: number | null;
  lastSaidAt: number;
};

export const NOTHING_HEARD: Summary = {
  news: { arrived: 0, failed: 0 },
  dueAt: null,
  lastSaidAt: -Infinity,
};

/** What comes within this time after the first of it is told together with it. */
export const GATHER_MS = 1_500;
/** The least time between two messages. */
export const QUIET_MS = 6_000;

/** Adds to what is to be told, at the time `now` in ms. */
export function hear(summary: Summary, news: News, now: number): Summary {
  if (news.arrived === 0 && news.failed === 0) return summary;
  const { arrived, failed } = summary.news;
  return {
    ...summary,
    news: { arrived: arrived + news.arrived, failed: failed + news.failed },
    dueAt: summary.dueAt ?? Math.max(now + GATHER_MS, summary.lastSaidAt + QUIET_MS),
  };
}

/** The message that is due at `now`, if any, and what remains after it was said. */
export function say(summary: Summary, now: number): { message: string | null; after: Summary } {
  if (summary.dueAt === null || now < summary.dueAt) return { message: null, after: summary };
  return {
    message: messageOf(summary.news),
    after: { ...NOTHING_HEARD, lastSaidAt: now },
  };
}

/** "12 new events, 1 failed". */
function messageOf({ arrived, failed }: News): string {
  const events = `${arrived.toLocaleString()} new event${arrived === 1 ? "" : "s"}`;
  return failed === 0 ? events : `${events}, ${failed.toLocaleString()} failed`;
}

/** How often each kind of event was counted in each hour. */
export type Counts = readonly { hour: number; type: string; outcome: string; count: number }[];

const FAILED: readonly string[] = ["failed", "dead"];

/**
 * What was counted between two looks. Hours that are left behind are no news, and neither is all
 * that was there at the first look (`before` is null).
 */
export function newsBetween(before: Counts | null, after: Counts): News {
  const news = { arrived: 0, failed: 0 };
  if (before === null) return news;
  const known = new Map(before.map((each) => [keyOf(each), each.count]));
  for (const each of after) {
    const more = Math.max(0, each.count - (known.get(keyOf(each)) ?? 0));
    news.arrived += more;
    if (FAILED.includes(each.outcome)) news.failed += more;
  }
  return news;
}

function keyOf({ hour, type, outcome }: Counts[number]): string {
  return `${hour} ${type} ${outcome}`;
}
