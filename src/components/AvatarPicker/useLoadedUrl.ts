import { useEffect, useState } from "react";

/**
 * An address once its picture has been decoded; until then the one before. A picture that gives
 * way to itself under another address (the browser's own, Convex's, Clerk's) does not blink.
 */
export function useLoadedUrl(url: string | null): string | null {
  const [loaded, setLoaded] = useState(url);
  // A removed picture goes at once, and the next one does not bring it back for a moment.
  if (url === null && loaded !== null) setLoaded(null);
  useEffect(() => {
    if (url === null) return;
    let current = true;
    const image = new Image();
    image.src = url;
    const show = () => {
      if (current) setLoaded(url);
    };
    // One that does not load is shown, too: the avatar has initials for that.
    image.decode().then(show, show);
    return () => {
      current = false;
    };
  }, [url]);
  return loaded;
}
