/** One direction of a connection. */
export interface Wire {
  /** Runs `arrive` after the latency, in a task of its own, in the order of the calls. */
  carry(arrive: () => void): void;
  /** Loses everything under way. */
  drop(): void;
}

/** @param latency Asked for each message; in ms. */
export function createWire(latency: () => number): Wire {
  const underWay: (() => void)[] = [];
  return {
    carry(arrive) {
      underWay.push(arrive);
      // Each timer lets the oldest message out, whichever timer it is: order holds even when the
      // latency changes in between.
      setTimeout(() => underWay.shift()?.(), latency());
    },
    drop() {
      underWay.length = 0;
    },
  };
}
