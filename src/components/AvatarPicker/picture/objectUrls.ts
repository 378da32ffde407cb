/** The one owner of a component's object URLs: what it made, it revokes, once. */
export interface ObjectUrls {
  create: (blob: Blob) => string;
  /** Revokes all others. */
  keepOnly: (urls: readonly string[]) => void;
}

export function createObjectUrls(): ObjectUrls {
  const own = new Set<string>();
  return {
    create(blob) {
      const url = URL.createObjectURL(blob);
      own.add(url);
      return url;
    },
    keepOnly(urls) {
      for (const url of own) {
        if (urls.includes(url)) continue;
        own.delete(url);
        URL.revokeObjectURL(url);
      }
    },
  };
}
