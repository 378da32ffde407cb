import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Addresses, Secrets } from "../../sandbox/world/variables";
import type { FromHost, Memory } from "./messages";

export interface LoadHost {
  readonly addresses: Addresses;
  memory(): Promise<Memory>;
  /** Runs a function of the bench there. */
  query<Result>(path: string, args: object): Promise<Result>;
  stop(): Promise<void>;
}

/** Starts host.ts and waits until it serves. */
export async function startHost(secrets: Secrets): Promise<LoadHost> {
  const child = fork(fileURLToPath(new URL("./host.ts", import.meta.url)), {
    execArgv: ["--import", "tsx", "--expose-gc"],
    env: { ...process.env, BENCH_SECRETS: JSON.stringify(secrets) },
  });
  const heard = async (): Promise<FromHost> => {
    const gone = new AbortController();
    const ended = once(child, "exit", { signal: gone.signal }).then(() => {
      throw new Error("The host has ended.");
    });
    const message = once(child, "message", { signal: gone.signal });
    const result = await Promise.race([message, ended]).finally(() => {
      gone.abort();
      ended.catch(() => {});
      message.catch(() => {});
    });
    return result[0] as FromHost;
  };
  const first = await heard();
  if (!("addresses" in first)) throw new Error("The host did not say where it is.");
  const { addresses } = first;
  return {
    addresses,
    async memory() {
      const answer = heard();
      child.send("memory");
      const message = await answer;
      if (!("memory" in message)) throw new Error("The host did not say what it holds.");
      return message.memory;
    },
    async query<Result>(path: string, args: object) {
      const response = await fetch(`${addresses.convex}/api/query`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Convex ${secrets.adminKey}`,
        },
        body: JSON.stringify({ path, args, format: "json" }),
      });
      const answer = (await response.json()) as { value?: Result; errorMessage?: string };
      if (answer.value === undefined) throw new Error(answer.errorMessage ?? `${response.status}`);
      return answer.value;
    },
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
