import type { Execution } from "../runtime/execution";
import type { Transaction } from "../transaction";

/** Runs what an action asks for in a transaction made for it. */
export function inOwnTransaction<T>(
  { core }: Execution,
  body: (transaction: Transaction) => T | Promise<T>,
): Promise<T> {
  const { committer } = core;
  return committer.lock.run(async () => {
    const transaction = committer.begin();
    const result = await body(transaction);
    committer.commit(transaction);
    return result;
  });
}

/** In the transaction of a query or mutation; actions get one made for it. */
export function inAnyTransaction<T>(
  execution: Execution,
  body: (transaction: Transaction) => T | Promise<T>,
): T | Promise<T> {
  return execution.transaction === null
    ? inOwnTransaction(execution, body)
    : body(execution.transaction);
}
