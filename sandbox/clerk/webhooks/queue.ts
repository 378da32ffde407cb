import type { OrderedStore, Write } from "../../kv/types";
import { newId } from "../ids";
import { keyNumber, Table } from "../table";
import type { EventType } from "./event";

/** One try to deliver a message. `status` is null when there was no answer; then `error` says why. */
export type Attempt = {
  readonly at: number;
  readonly status: number | null;
  readonly error: string | null;
};

/** A webhook on its way, or arrived. */
export type Message = {
  /** The `svix-id`; the same on every attempt. */
  readonly id: string;
  readonly seq: number;
  readonly type: EventType;
  readonly user_id: string;
  /** The exact body. */
  readonly payload: string;
  readonly created_at: number;
  readonly state: "waiting" | "delivered" | "failed" | "dropped";
  readonly attempts: readonly Attempt[];
  /** ms; null once the message is finished. */
  readonly next_attempt_at: number | null;
  /** A fault has held it back already, which happens at most once. */
  readonly held_back: boolean;
};

/** How many finished messages are kept to look at. */
const FINISHED_KEPT = 1000;

/** The messages in the store, in the order of their making, with indexes by id and due time. */
export class Queue {
  private readonly store: OrderedStore;
  private readonly messages: Table<Message>;
  private readonly due: Table<null>;
  private readonly finished: Table<null>;
  private readonly seqs: Table<number>;
  private lastSeq: number;
  private finishedCount: number;

  constructor(store: OrderedStore) {
    this.store = store;
    this.messages = new Table(store, "message");
    this.due = new Table(store, "message-due");
    this.finished = new Table(store, "message-finished");
    this.seqs = new Table(store, "message-seq");
    const [newest] = this.newest();
    this.lastSeq = newest?.seq ?? 0;
    this.finishedCount = Array.from(this.finished.entries()).length;
  }

  /** The writes that add a message, due at once; to be committed with the change it tells of. */
  add(message: Pick<Message, "type" | "user_id" | "payload" | "created_at">): Write[] {
    this.lastSeq += 1;
    const added: Message = {
      ...message,
      id: newId("msg"),
      seq: this.lastSeq,
      state: "waiting",
      attempts: [],
      next_attempt_at: message.created_at,
      held_back: false,
    };
    return [...this.writes(null, added), this.seqs.put(added.id, added.seq)];
  }

  get(id: string): Message | undefined {
    const seq = this.seqs.get(id);
    return seq === undefined ? undefined : this.messages.get(keyNumber(seq));
  }

  /** Newest first, lazily. */
  *newest(): Generator<Message> {
    for (const [, message] of this.messages.entries({ reverse: true })) yield message;
  }

  /** Waiting messages in the order in which they are due, lazily. */
  *waiting(): Generator<Message> {
    for (const [key] of this.due.entries()) {
      const message = this.messages.get(key.slice(key.indexOf("/") + 1));
      if (message) yield message;
    }
  }

  /** When the next message is due, in ms; null when none waits. */
  nextAt(): number | null {
    const [next] = this.waiting();
    return next?.next_attempt_at ?? null;
  }

  /** Replaces a message by its next state, and forgets the oldest finished one beyond the bound. */
  save(before: Message, after: Message): void {
    const writes = this.writes(before, after);
    this.finishedCount += Number(isFinished(after)) - Number(isFinished(before));
    if (this.finishedCount > FINISHED_KEPT) {
      const [oldest] = this.finished.entries();
      const forgotten = oldest && this.messages.get(oldest[0]);
      // The message itself may be the oldest; then its removal must come after its own writes.
      if (forgotten) writes.push(...this.forget(forgotten));
    }
    this.store.commit(writes);
  }

  private writes(before: Message | null, after: Message): Write[] {
    const seq = keyNumber(after.seq);
    return [
      this.messages.put(seq, after),
      ...(before && before.next_attempt_at !== null ? [this.due.remove(dueKey(before))] : []),
      ...(after.next_attempt_at !== null ? [this.due.put(dueKey(after), null)] : []),
      isFinished(after) ? this.finished.put(seq, null) : this.finished.remove(seq),
    ];
  }

  private forget(message: Message): Write[] {
    this.finishedCount -= 1;
    const seq = keyNumber(message.seq);
    return [this.messages.remove(seq), this.finished.remove(seq), this.seqs.remove(message.id)];
  }
}

function isFinished(message: Message): boolean {
  return message.state !== "waiting";
}

function dueKey(message: Message): string {
  return `${keyNumber(message.next_attempt_at ?? 0)}/${keyNumber(message.seq)}`;
}
