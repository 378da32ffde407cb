export interface Answer {
  readonly status: number;
  /** Null when the answer is no JSON. */
  readonly json: unknown;
}

/** What answers in no longer time than this is down, for all that anybody waits. */
const TIMEOUT_MS = 15_000;

/** Asks once; null when nobody answers. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    return { status: response.status, json: parse(text) };
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
