import type { OrderedStore, Write } from "../../kv/types";
import type { Faults } from "../faults/faults";
import type { WebhookFault } from "../faults/rules";
import { eventPayload, type UserEvent } from "./event";
import { Queue, type Attempt, type Message } from "./queue";
import { sabotaged, tampered } from "./sabotage";
import { ATTEMPT_TIMEOUT_MS, retryAt } from "./schedule";
import { signedRequest } from "./signing";

export interface WebhookOptions {
  readonly store: OrderedStore;
  readonly faults: Faults;
  /** Where messages go. */
  readonly url: string;
  /** `whsec_` and base64 */
  readonly signingSecret: string;
  readonly instanceId: string;
  /** @default fetch */
  readonly send?: (request: Request) => Promise<Response>;
  /** 1 is Svix's retry schedule in its own time, 0.001 makes seconds of its milliseconds. @default 1 */
  readonly retryScale?: number;
  /**
   * How many people's messages may be on their way at once. With 1 all messages are sent in the
   * order of the changes; with more, each person's own still are. @default 1
   */
  readonly concurrency?: number;
}

export type DeliveryListener = (message: Message, attempt: Attempt) => void;

/** A `setTimeout` with a longer delay would fire at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;
/** A message that waits to be overtaken goes anyway when nothing follows for this long; ms. */
const OVERTAKEN_WITHIN = 10_000;

/**
 * Svix's part: messages queued in the store, signed, sent, and tried again on Svix's schedule. At
 * least once: a message counts as delivered when the receiver has said 2xx, and not before.
 */
export class Webhooks {
  private readonly options: WebhookOptions;
  private readonly queue: Queue;
  private readonly listeners = new Set<DeliveryListener>();
  private readonly waitingToBeOvertaken = new Set<string>();
  private round: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private automatic = false;
  private held = false;
  private signingSecret: string;

  constructor(options: WebhookOptions) {
    this.options = options;
    this.signingSecret = options.signingSecret;
    this.queue = new Queue(options.store);
  }

  /** The writes that queue a message; commit them with the change it tells of, then `wake()`. */
  prepare(event: UserEvent): Write[] {
    const payload = eventPayload(event, this.options.instanceId);
    // Made from the change, but due from now on: a seeder may tell of changes in the past.
    const created_at = Date.now();
    return this.queue.add({ type: event.type, user_id: event.userId, payload, created_at });
  }

  /** Signs with another secret from now on, messages that wait included: it has been rotated. */
  signWith(secret: string): void {
    this.signingSecret = secret;
  }

  /** Sends what is due at `Date.now()`, in order, and resolves when all of it has been answered. */
  deliverDue(): Promise<void> {
    return this.afterTheOthers(() => this.deliverWhile(() => true));
  }

  /** Sends everything that waits, also what is not due yet. */
  async deliverNow(): Promise<void> {
    for (const message of Array.from(this.queue.waiting())) this.makeDue(message);
    await this.deliverDue();
  }

  /** Sends a message once more, finished or not, with the same `svix-id`. False: no such message. */
  async resend(id: string): Promise<boolean> {
    const message = this.queue.get(id);
    if (!message) return false;
    this.queue.save(message, { ...message, state: "waiting", next_attempt_at: Date.now() });
    await this.deliverDue();
    return true;
  }

  /** When the next message is due, in ms; null when none waits. */
  nextAt(): number | null {
    return this.queue.nextAt();
  }

  get(id: string): Message | undefined {
    return this.queue.get(id);
  }

  /** Messages with their attempts, newest first. All that wait are kept, of the others the newest 1,000. */
  list({ limit = 100 } = {}): Message[] {
    return Array.from(take(this.queue.newest(), limit));
  }

  /** Is told of each attempt. Returns what takes the listener off again. */
  onDelivery(listener: DeliveryListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** From now on messages are sent by themselves when they are due. */
  startTimers(): void {
    this.automatic = true;
    this.wake();
  }

  /** Ends that, and resolves once nothing is on its way any more. */
  async stopTimers(): Promise<void> {
    this.automatic = false;
    clearTimeout(this.timer);
    await this.round;
  }

  /** Holds everything back until `resume`, except for what is asked for by name. */
  pause(): void {
    this.held = true;
    clearTimeout(this.timer);
  }

  resume(): void {
    this.held = false;
    this.wake();
  }

  get paused(): boolean {
    return this.held;
  }

  /** Looks again when the next message is due; to be called when one has been queued. */
  wake(): void {
    clearTimeout(this.timer);
    const next = this.automatic && !this.held ? this.nextAt() : null;
    if (next === null) return;
    const delay = Math.min(Math.max(next - Date.now(), 0), LONGEST_TIMEOUT);
    this.timer = setTimeout(() => {
      const round = this.afterTheOthers(() => this.deliverWhile(() => !this.held));
      void round.finally(() => this.wake());
    }, delay);
  }

  /** One round at a time, or the order would be lost. */
  private afterTheOthers(deliver: () => Promise<void>): Promise<void> {
    const round = this.round.then(deliver);
    this.round = round.catch(() => undefined);
    return round;
  }

  private async deliverWhile(wanted: () => boolean): Promise<void> {
    for (let batch = this.nextBatch(); batch.length > 0 && wanted(); batch = this.nextBatch()) {
      await Promise.all(batch.map((message) => this.attempt(message)));
    }
  }

  /** The next due messages, at most one of each person. */
  private nextBatch(): Message[] {
    const now = Date.now();
    const batch = new Map<string, Message>();
    for (const message of this.queue.waiting()) {
      if ((message.next_attempt_at ?? Infinity) > now) break;
      if (!batch.has(message.user_id)) batch.set(message.user_id, message);
      if (batch.size >= (this.options.concurrency ?? 1)) break;
    }
    return Array.from(batch.values());
  }

  private async attempt(message: Message): Promise<void> {
    const fault = this.options.faults.takeForMessage(message);
    if (fault?.effect === "drop") {
      this.queue.save(message, { ...message, state: "dropped", next_attempt_at: null });
    } else if (fault?.effect === "delay" || fault?.effect === "reorder") {
      this.holdBack(message, fault);
    } else {
      if (fault?.effect === "duplicate") await this.post(message, undefined);
      this.settle(message, await this.post(message, fault));
      this.releaseOvertaken(message);
    }
  }

  private holdBack(message: Message, { effect, ms }: WebhookFault): void {
    const delay = effect === "reorder" ? OVERTAKEN_WITHIN : ms;
    if (effect === "reorder") this.waitingToBeOvertaken.add(message.id);
    const next_attempt_at = Date.now() + delay;
    this.queue.save(message, { ...message, held_back: true, next_attempt_at });
  }

  private releaseOvertaken(overtaker: Message): void {
    for (const id of this.waitingToBeOvertaken) {
      const message = this.queue.get(id);
      if (message && message.id !== overtaker.id) this.makeDue(message);
      this.waitingToBeOvertaken.delete(id);
    }
  }

  private makeDue(message: Message): void {
    if (message.state !== "waiting") return;
    this.queue.save(message, { ...message, next_attempt_at: Date.now() });
  }

  private async post(message: Message, fault: WebhookFault | undefined): Promise<Attempt> {
    const { url, send = fetch } = this.options;
    const at = Date.now();
    try {
      if (fault?.effect === "network_error") throw new TypeError("The receiver was not reached");
      const plain = {
        id: message.id,
        body: message.payload,
        timestamp: new Date(at),
        secret: this.signingSecret,
      };
      const request = signedRequest(url, fault ? sabotaged(plain, fault.effect) : plain);
      const sent = send(fault?.effect === "tamper" ? await tampered(request) : request);
      const response = await within(ATTEMPT_TIMEOUT_MS, sent);
      await response.body?.cancel();
      return { at, status: response.status, error: null };
    } catch (error) {
      return { at, status: null, error: String(error) };
    }
  }

  private settle(message: Message, attempt: Attempt): void {
    const attempts = [...message.attempts, attempt];
    const done = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
    const scale = this.options.retryScale ?? 1;
    const next = done ? null : retryAt(attempts.length, attempt.at, scale);
    const state = done ? "delivered" : next === null ? "failed" : "waiting";
    const settled: Message = { ...message, attempts, state, next_attempt_at: next };
    this.queue.save(message, settled);
    for (const listener of this.listeners) listener(settled, attempt);
  }
}

/** Like the value itself, unless it takes longer than that; then it fails. */
async function within<T>(ms: number, value: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}

function* take<T>(items: Iterable<T>, limit: number): Generator<T> {
  if (limit <= 0) return;
  let taken = 0;
  for (const item of items) {
    yield item;
    taken += 1;
    if (taken >= limit) return;
  }
}
