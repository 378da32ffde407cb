import { useMemo, useSyncExternalStore } from "react";

/** An address for a file, for as long as it is shown here; null for none. */
export function useFileUrl(file: File | null): string | null {
  const store = useMemo(() => fileUrl(file), [file]);
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}

/** An object URL that lives from the first look at it to the last. */
function fileUrl(file: File | null) {
  let url: string | null = null;
  return {
    subscribe: (tell: () => void) => {
      if (file === null) return () => {};
      const own = URL.createObjectURL(file);
      url = own;
      tell();
      return () => URL.revokeObjectURL(own);
    },
    getSnapshot: () => url,
  };
}
