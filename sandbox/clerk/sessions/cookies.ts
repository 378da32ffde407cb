/** The cookies of one browser, as far as the Frontend API reads and writes them. */
export interface CookieJar {
  get(name: string): string | undefined;
  /** `null` takes the cookie away. */
  set(name: string, value: string | null): void;
}

const ONE_YEAR = 365 * 24 * 3600;

/** Reads from a request's `Cookie` header and gathers what its answer has to set. */
export class HeaderCookies implements CookieJar {
  /** Values for `Set-Cookie`. */
  readonly setCookies: string[] = [];
  private readonly values = new Map<string, string>();

  constructor(request: Request) {
    for (const pair of (request.headers.get("cookie") ?? "").split(/;\s*/)) {
      const [name = "", ...rest] = pair.split("=");
      this.values.set(name, rest.join("="));
    }
  }

  get(name: string): string | undefined {
    return this.values.get(name);
  }

  set(name: string, value: string | null): void {
    const age = value === null ? 0 : ONE_YEAR;
    const cookie = `${name}=${value ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
    this.setCookies.push(cookie);
  }
}

/** For a page without a server, where a script can neither read nor set these headers. */
export function memoryCookies(): CookieJar {
  const values = new Map<string, string>();
  return {
    get: (name) => values.get(name),
    set: (name, value) => {
      if (value === null) values.delete(name);
      else values.set(name, value);
    },
  };
}
