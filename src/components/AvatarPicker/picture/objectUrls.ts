/** The one owner of a component's object URLs: what it made, it revokes, once. */
export interface ObjectUrls {
  create: (blob: Blob) => string;
  /**
   * Tells which are in use, and revokes those that were and are not any more. A new one is left
   * alone until it has been told of once: what a component shows may lag behind what it made.
   */
  inUse: (urls: readonly string[]) => void;
  revokeAll: () => void;
}

export function createObjectUrls(): ObjectUrls {
  /** Each with whether it has been in use. */
  const own = new Map<string, boolean>();
  const revoke = (url: string) => {
    own.delete(url);
    URL.revokeObjectURL(url);
  };
  return {
    create(blob) {
      const url = URL.createObjectURL(blob);
      own.set(url, false);
      return url;
    },
    inUse(urls) {
      for (const [url, wasInUse] of own) {
        if (urls.includes(url)) own.set(url, true);
        else if (wasInUse) revoke(url);
      }
    },
    revokeAll() {
      for (const url of [...own.keys()]) revoke(url);
    },
  };
}
