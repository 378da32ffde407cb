/** How often each kind of thing happened. */
export type Tally = Record<string, number>;

export function count(tally: Tally, kind: string, times = 1): void {
  if (times > 0) tally[kind] = (tally[kind] ?? 0) + times;
}

export function addTo(total: Tally, more: Readonly<Tally>): void {
  for (const [kind, times] of Object.entries(more)) count(total, kind, times);
}
