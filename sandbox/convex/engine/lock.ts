/** A lock that lets one in at a time, in the order of asking. */
export class Lock {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `body` when all who asked before are done, whether they failed or not. */
  run<T>(body: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(body, body);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
