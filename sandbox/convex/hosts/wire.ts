/** One direction of a connection: runs `arrive` later, in a task of its own, in order. */
export type Wire = (arrive: () => void) => void;

/** @param latency How long messages travel, in ms; asked for each one. */
export function createWire(latency: () => number): Wire {
  const underWay: (() => void)[] = [];
  return (arrive) => {
    underWay.push(arrive);
    // Each timer lets the oldest message out, whichever timer it is: order holds even when the
    // latency changes in between.
    setTimeout(() => underWay.shift()?.(), latency());
  };
}
