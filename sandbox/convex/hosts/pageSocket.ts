import { createWire, type Wire } from "./wire";

/** The client's end of a connection, as the host sees it. */
export interface ClientEnd {
  /** Sends a message to the client. */
  readonly deliver: (text: string) => void;
  /** Closes in good order: after all messages sent before. */
  readonly close: (code: number, reason: string) => void;
  /** Breaks the connection: messages under way are lost. */
  readonly cut: (code: number) => void;
}

/** The host's end of a connection, as the client's socket sees it. */
export interface HostEnd {
  receive(text: string): void;
  end(): void;
}

/** Opens a connection, or answers null when the host cannot be reached. */
export type Connect = (url: string, client: ClientEnd) => HostEnd | null;

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/**
 * A `WebSocket` class whose connections lead to a host in the same page. Like a real socket it
 * opens later than it is made, never calls back while being called, and keeps messages in order.
 */
export function createPageSocket(connect: Connect, latency: () => number): typeof WebSocket {
  class PageSocket extends EventTarget {
    static readonly CONNECTING = CONNECTING;
    static readonly OPEN = OPEN;
    static readonly CLOSING = CLOSING;
    static readonly CLOSED = CLOSED;

    readonly url: string;
    readonly protocol = "";
    readonly extensions = "";
    readonly bufferedAmount = 0;
    binaryType: BinaryType = "blob";
    readyState: number = CONNECTING;
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: Event) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    onclose: ((event: Event) => void) | null = null;

    readonly #toHost: Wire = createWire(latency);
    readonly #toClient: Wire = createWire(latency);
    #host: HostEnd | null = null;

    constructor(url: string | URL) {
      super();
      this.url = String(url);
      this.#toHost(() => this.#open());
    }

    send(data: string): void {
      if (this.readyState === CONNECTING) {
        throw new DOMException("Still in CONNECTING state", "InvalidStateError");
      }
      if (this.readyState === OPEN) this.#toHost(() => this.#host?.receive(data));
    }

    close(code = 1005, reason = ""): void {
      if (this.readyState >= CLOSING) return;
      this.readyState = CLOSING;
      this.#toHost(() => {
        this.#endHost();
        this.#toClient(() => this.#finish(code, reason, true));
      });
    }

    #open(): void {
      const host = connect(this.url, {
        deliver: (text) => this.#toClient(() => this.#hand(text)),
        close: (code, reason) => {
          this.#endHost();
          this.#toClient(() => this.#finish(code, reason, true));
        },
        cut: (code) => this.#cut(code),
      });
      this.#host = host;
      this.#toClient(() => {
        if (host === null) return this.#finish(1006, "", false);
        if (this.readyState !== CONNECTING) return;
        this.readyState = OPEN;
        this.#emit("open");
      });
    }

    #hand(data: string): void {
      if (this.readyState === OPEN) this.#emit("message", { data });
    }

    #cut(code: number): void {
      this.#endHost();
      this.readyState = Math.max(this.readyState, CLOSING);
      this.#toClient(() => this.#finish(code, "", false));
    }

    #endHost(): void {
      this.#host?.end();
      this.#host = null;
    }

    #finish(code: number, reason: string, wasClean: boolean): void {
      if (this.readyState === CLOSED) return;
      this.readyState = CLOSED;
      if (!wasClean) this.#emit("error");
      this.#emit("close", { code, reason, wasClean });
    }

    #emit(type: "open" | "message" | "error" | "close", fields: object = {}): void {
      const event = Object.assign(new Event(type), fields);
      this[`on${type}`]?.(event);
      this.dispatchEvent(event);
    }
  }

  // The part of a WebSocket that clients use; binary messages and subprotocols are left out.
  return PageSocket as unknown as typeof WebSocket;
}
