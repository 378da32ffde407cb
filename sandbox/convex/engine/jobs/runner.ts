import { afterPrefix } from "../values/keys";
import { componentAt, withDescendants } from "../functions/components";
import { newRequest } from "../calls";
import { toFailure, withStack } from "../errors";
import { Lock } from "../lock";
import {
  FINISHED,
  JOBS,
  jobToStored,
  RUNNING,
  setState,
  storedToJob,
  WAITING,
  waitingKey,
} from "./schedule";
import { cronToStored, loadCrons, runAfter } from "./crons";
import type { Core } from "../core";
import type { CronJob } from "./crons";
import type { Job, JobState } from "./schedule";
import type { AppFunction } from "../functions/registry";
import type { FunctionResult, Turn } from "../../types";
import type { Key, Stored } from "../../../kv/types";
import type { Transaction } from "../transaction";

/** `setTimeout` takes no more than 31 bits of milliseconds; later jobs are waited for in parts. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Runs scheduled functions and cron jobs when they are due. */
export class JobRunner {
  readonly #core: Core;
  readonly #crons: CronJob[];
  readonly #actions = new Set<Promise<void>>();
  readonly #starting = new Lock();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #timersOn = false;
  /** Whether a timer has gone off and what is due is being started. */
  #awake = false;
  #closed = false;

  private constructor(core: Core, crons: CronJob[]) {
    this.#core = core;
    this.#crons = crons;
    core.committer.onCommit((_, writes) => {
      // Most commits are no news of jobs, and looking for the next one takes a while. Who is awake
      // will look for it anyway.
      const isNews = this.#timer === null || writes.some(({ key }) => key.startsWith(JOBS));
      if (isNews && !this.#awake) this.#arm();
    });
  }

  static async create(core: Core): Promise<JobRunner> {
    const crons = await loadCrons(withDescendants(core.root), core.options.store);
    const runner = new JobRunner(core, crons);
    core.options.store.commit(crons.map((cron) => ({ key: cron.key, value: cronToStored(cron) })));
    await runner.#failInterrupted();
    return runner;
  }

  /** When the next job is due (ms since epoch), or null. */
  nextJobAt(): number | null {
    const job = this.#firstWaiting();
    const due = this.#crons.map((cron) => cron.due);
    if (job !== null) due.push(job.due);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Runs what is due and what that makes due, actions to their ends, until nothing is. */
  async runDueJobs(): Promise<void> {
    do {
      // Who calls this waits for it.
      await this.#startDue("request");
      if (this.#actions.size > 0) await Promise.race(this.#actions);
    } while (this.#actions.size > 0 || this.#isDue());
  }

  startTimers(): void {
    this.#timersOn = true;
    this.#arm();
  }

  /** Stops the timers and waits for what is running. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#starting.run(() => Promise.resolve());
    await Promise.all(this.#actions);
  }

  #isDue(): boolean {
    const next = this.nextJobAt();
    return !this.#closed && next !== null && next <= Date.now();
  }

  #arm(): void {
    if (!this.#timersOn || this.#closed) return;
    // Whoever commits is inside a function, where timers are refused.
    this.#core.carrier.exit(() => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
      const next = this.nextJobAt();
      if (next === null) return;
      const delay = Math.min(Math.max(0, Math.ceil(next - Date.now())), LONGEST_TIMER);
      this.#timer = setTimeout(() => void this.#wakeUp(), delay);
    });
  }

  async #wakeUp(): Promise<void> {
    this.#timer = null;
    this.#awake = true;
    try {
      await this.#startDue("job");
      this.#arm();
    } catch (error) {
      // The store failed. What is due stays due, and is tried again with the next commit.
      this.#log("jobs", withStack(error));
    } finally {
      this.#awake = false;
    }
  }

  #log(path: string, text: string): void {
    this.#core.options.onLog?.({ path, text: `[ERROR] ${text}` });
  }

  /** Starts all that is due: mutations to their ends, one by one; actions run on by themselves. */
  #startDue(turn: Turn): Promise<void> {
    return this.#starting.run(async () => {
      while (this.#isDue()) {
        const job = this.#firstWaiting();
        const cron = this.#crons.find(({ due }) => due <= Date.now());
        if (job !== null && job.due <= Date.now()) await this.#startJob(job, turn);
        else if (cron !== undefined) await this.#startCron(cron, turn);
      }
      await this.#forgetFinished();
    });
  }

  async #startJob(job: Job, turn: Turn): Promise<void> {
    const run: Run = {
      place: job,
      args: job.args,
      jobId: job.id,
      begin: (tx) => {
        // It may have been cancelled since it was found.
        if (tx.buffer.get(waitingKey(job)) === undefined) return false;
        tx.put(waitingKey(job), undefined);
        this.#setState(tx, job, { kind: "inProgress" });
        return true;
      },
      end: (tx, result) => this.#setState(tx, job, stateAfter(result)),
      running: { key: RUNNING + job.id, value: jobToStored(job) },
    };
    await this.#start(run, turn);
  }

  async #startCron(cron: CronJob, turn: Turn): Promise<void> {
    const run: Run = {
      place: cron,
      args: cron.args,
      jobId: null,
      begin: (tx) => {
        cron.due = runAfter(cron, Date.now());
        tx.put(cron.key, cronToStored(cron));
        return true;
      },
      end: () => undefined,
      running: null,
    };
    await this.#start(run, turn);
  }

  async #start(run: Run, turn: Turn): Promise<void> {
    const fn = await this.#find(run);
    if (fn.ok && fn.value.kind === "action") return this.#startAction(run, fn.value);
    await this.#locked((tx) => {
      if (!run.begin(tx)) return;
      if (!fn.ok) return run.end(tx, fn.failure);
      return this.#runMutation(run, fn.value, tx);
    }, turn);
  }

  /** The job's end and what it wrote are one commit: it runs exactly once. */
  async #runMutation(run: Run, fn: AppFunction, tx: Transaction): Promise<void> {
    const { result } = await this.#core.calls.mutationIn(tx, this.#prepare(run, fn));
    run.end(tx, result);
  }

  /** What is begun is written first: after a crash it counts as failed and is not run again. */
  async #startAction(run: Run, fn: AppFunction): Promise<void> {
    let begun = false;
    await this.#locked((tx) => {
      begun = run.begin(tx);
      if (begun && run.running !== null) tx.put(run.running.key, run.running.value);
    });
    if (!begun) return;
    const action = this.#core.calls.action(this.#prepare(run, fn)).then(({ result }) =>
      this.#locked((tx) => {
        if (run.running !== null) tx.put(run.running.key, undefined);
        run.end(tx, result);
      }),
    );
    this.#actions.add(action);
    void action.finally(() => this.#actions.delete(action));
  }

  #prepare(run: Run, fn: AppFunction) {
    return { fn, args: run.args, origin: { identity: null, request: newRequest(run.jobId) } };
  }

  async #find({ place }: Run): Promise<Found> {
    try {
      const component = componentAt(this.#core.root, place.component);
      if (component === null) throw new Error(`Component "${place.component}" is not installed.`);
      return { ok: true, value: await this.#core.registry.find({ component, path: place.path }) };
    } catch (error) {
      const failure = toFailure(error);
      this.#log(place.path, failure.errorMessage);
      return { ok: false, failure };
    }
  }

  #locked(body: (tx: Transaction) => void | Promise<void>, turn?: Turn): Promise<void> {
    const { committer } = this.#core;
    return committer.lock.run(async () => {
      const tx = committer.begin();
      await body(tx);
      committer.commit(tx);
    }, turn);
  }

  #setState(tx: Transaction, job: Job, state: JobState): void {
    const table = this.#core.catalog.systemTable(job.scheduledBy, "_scheduled_functions");
    setState(tx, table, job.id, state);
  }

  #firstWaiting(): Job | null {
    const first = this.#first(WAITING);
    return first === null ? null : storedToJob(first.value);
  }

  #first(prefix: Key): { key: Key; value: Stored } | null {
    const range = { start: prefix, end: afterPrefix(prefix) };
    for (const [key, value] of this.#core.options.store.range(range)) return { key, value };
    return null;
  }

  /** Actions that were running when the process ended: nobody knows how far they came. */
  async #failInterrupted(): Promise<void> {
    const range = { start: RUNNING, end: afterPrefix(RUNNING) };
    const interrupted = [...this.#core.options.store.range(range)];
    if (interrupted.length === 0) return;
    await this.#locked((tx) => {
      for (const [key, value] of interrupted) {
        tx.put(key, undefined);
        this.#setState(tx, storedToJob(value), {
          kind: "failed",
          error: "Transient error while executing action",
        });
      }
    });
  }

  async #forgetFinished(): Promise<void> {
    for (let first = this.#first(FINISHED); first !== null; first = this.#first(FINISHED)) {
      const { key, value } = first;
      const { component, id, until } = value as { component: string; id: string; until: number };
      if (until > Date.now()) return;
      await this.#locked((tx) => {
        const table = this.#core.catalog.systemTable(component, "_scheduled_functions");
        const row = tx.peek(table, id);
        if (row !== null) tx.remove(table, row);
        tx.put(key, undefined);
      });
    }
  }
}

/** A job or cron job that is due: what to call, and what to write before and after. */
interface Run {
  readonly place: { readonly component: string; readonly path: string };
  readonly args: Job["args"];
  readonly jobId: string | null;
  /** Answers with false when it is not to be run after all. */
  begin(tx: Transaction): boolean;
  end(tx: Transaction, result: FunctionResult): void;
  /** What is in the store while an action runs. */
  readonly running: { readonly key: Key; readonly value: Stored } | null;
}

type Found =
  | { readonly ok: true; readonly value: AppFunction }
  | { readonly ok: false; readonly failure: FunctionResult };

function stateAfter(result: FunctionResult): JobState {
  return result.ok ? { kind: "success" } : { kind: "failed", error: result.errorMessage };
}
