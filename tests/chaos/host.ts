import { createEngine } from "../../sandbox/convex/engine";
import type { Commit, Engine, EngineOptions } from "../../sandbox/convex/types";
import type { OrderedStore } from "../../sandbox/kv/types";

/**
 * Convex's host as a process that can be killed: its store stays, and the next engine opens it.
 * Whatever the killed one was doing ends where it was. None of its later commits reach the store,
 * none of its requests leave it, and who waits for its answer hears that the line is dead.
 */
export interface Host {
  /** Whichever engine runs. While none does every call fails as the network would. */
  readonly engine: Engine;
  readonly isDead: boolean;
  /** Rejects when the engine that runs now dies. */
  readonly death: Promise<never>;
  readonly deaths: number;
  /** Dies of a commit that is still to come, counted from 1: without it, or right after it. */
  dieAt(commit: number, when: "before" | "after"): void;
  /** Dies now, unless it has. */
  kill(): void;
  /** Opens the store again, as a restarted process does. */
  restart(): Promise<void>;
}

/** One life of the process. */
interface Life {
  engine: Engine;
  dead: boolean;
  /** Rejects at its death. */
  readonly death: Promise<never>;
  readonly end: () => void;
}

/** @param onDeath is told at once, so that it can cut the lines of who was connected */
export async function openHost(options: EngineOptions, onDeath: () => void): Promise<Host> {
  const listeners = new Set<(commit: Commit) => void>();
  let doom: { commits: number; when: "before" | "after" } | null = null;
  let deaths = 0;
  let life = await begin();

  async function begin(): Promise<Life> {
    let end = () => {};
    const death = new Promise<never>((_, reject) => {
      end = () => reject(new TypeError("Failed to fetch"));
    });
    death.catch(() => undefined);
    const now: Life = { engine: undefined as unknown as Engine, dead: false, death, end };
    const network = options.fetch ?? ((...request) => globalThis.fetch(...request));
    now.engine = await createEngine({
      ...options,
      store: mortal(options.store, now),
      fetch: (...request) => (now.dead ? new Promise<never>(() => {}) : network(...request)),
    });
    now.engine.onCommit((commit) => {
      if (!now.dead) for (const listener of listeners) listener(commit);
    });
    return now;
  }

  /** A store that its process commits to for as long as it lives. */
  function mortal(store: OrderedStore, owner: Life): OrderedStore {
    return {
      get: (key) => store.get(key),
      range: (range) => store.range(range),
      flushed: () => store.flushed(),
      close: () => store.close(),
      commit(writes) {
        if (owner.dead) return;
        const isLast = doom !== null && --doom.commits === 0;
        if (!isLast || doom?.when === "after") store.commit(writes);
        if (isLast) kill();
      },
    };
  }

  function kill(): void {
    doom = null;
    if (life.dead) return;
    life.dead = true;
    deaths += 1;
    life.end();
    // Without a process there is nobody to look for jobs.
    void life.engine.close();
    onDeath();
  }

  /** A call to whichever engine runs; fails when that one dies before it has answered. */
  function call<T>(make: (engine: Engine) => Promise<T>): Promise<T> {
    const { death, engine, dead } = life;
    return dead ? death : Promise.race([make(engine), death]);
  }

  const engine: Engine = {
    snapshot: (body) => call((living) => living.snapshot(body)),
    query: (query) => call((living) => living.query(query)),
    mutation: (mutation) => call((living) => living.mutation(mutation)),
    action: (action) => call((living) => living.action(action)),
    httpAction: (request, caller) => call((living) => living.httpAction(request, caller)),
    latestTs: () => life.engine.latestTs(),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    authProviders: () => life.engine.authProviders(),
    files: {
      store: (...file) => call((living) => living.files.store(...file)),
      get: (id) => life.engine.files.get(id),
      redeemUpload: (token) => !life.dead && life.engine.files.redeemUpload(token),
    },
    runDueJobs: () => call((living) => living.runDueJobs()).catch(unlessDead),
    nextJobAt: () => (life.dead ? null : life.engine.nextJobAt()),
    startTimers: () => life.engine.startTimers(),
    close: () => life.engine.close(),
  };

  function unlessDead(error: unknown): void {
    if (!life.dead) throw error;
  }

  return {
    engine,
    get isDead() {
      return life.dead;
    },
    get death() {
      return life.death;
    },
    get deaths() {
      return deaths;
    },
    dieAt(commits, when) {
      doom = { commits, when };
    },
    kill,
    async restart() {
      if (life.dead) life = await begin();
    },
  };
}
