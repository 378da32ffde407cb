import type { PageHost } from "./page";

/** One request that the page's host serves. */
interface Served {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly abort: AbortController;
  answer: { readonly status: number; readonly text: string };
}

/**
 * An `XMLHttpRequest` whose requests to a host in the same page are served there; all others go
 * their usual way. As much as an upload needs: events, `status` and `responseText`. All of a file
 * arrives at once, so its progress has one step.
 */
export function createPageRequest(
  host: Pick<PageHost, "serves" | "fetch">,
  Base: typeof XMLHttpRequest,
): typeof XMLHttpRequest {
  return class PageRequest extends Base {
    #served: Served | null = null;

    override open(method: string, url: string | URL): void {
      const address = new URL(url, globalThis.location?.href).href;
      if (!host.serves(address)) return super.open(method, url);
      this.#served = {
        url: address,
        method,
        headers: new Headers(),
        abort: new AbortController(),
        answer: { status: 0, text: "" },
      };
    }

    override setRequestHeader(name: string, value: string): void {
      if (this.#served === null) super.setRequestHeader(name, value);
      else this.#served.headers.set(name, value);
    }

    override send(body: Blob | string | null = null): void {
      if (this.#served === null) super.send(body);
      else void this.#serve(this.#served, body);
    }

    override abort(): void {
      if (this.#served === null) super.abort();
      else this.#served.abort.abort();
    }

    override get status(): number {
      return this.#served === null ? super.status : this.#served.answer.status;
    }

    override get responseText(): string {
      return this.#served === null ? super.responseText : this.#served.answer.text;
    }

    async #serve(served: Served, body: Blob | string | null): Promise<void> {
      const { url, method, headers, abort } = served;
      try {
        const response = await host.fetch(url, { method, headers, body, signal: abort.signal });
        served.answer = { status: response.status, text: await response.text() };
      } catch {
        this.dispatchEvent(new Event(abort.signal.aborted ? "abort" : "error"));
        return;
      }
      const total = typeof body === "string" ? body.length : (body?.size ?? 0);
      const progress = { lengthComputable: true, loaded: total, total };
      this.upload.dispatchEvent(Object.assign(new Event("progress"), progress));
      this.dispatchEvent(new Event("load"));
    }
  };
}
