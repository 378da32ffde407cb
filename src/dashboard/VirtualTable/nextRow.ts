type Position = {
  /** The index of the row one is on. */
  current: number;
  count: number;
  /** How many rows are in sight; may be a fraction. */
  page: number;
};

/** The row that a key leads to, or `undefined` if the key is not for moving or there is none. */
export function nextRow(
  event: { key: string; altKey: boolean; ctrlKey: boolean; metaKey: boolean },
  { current, count, page }: Position,
): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const leap = Math.max(1, Math.floor(page) - 1);
  const targets: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    j: current + 1,
    k: current - 1,
    PageDown: current + leap,
    PageUp: current - leap,
    Home: 0,
    End: count - 1,
  };
  const target = targets[event.key];
  if (target === undefined || count === 0) return undefined;
  return Math.min(Math.max(target, 0), count - 1);
}
