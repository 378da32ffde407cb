/** A chosen picture, shown before Convex has it. */
export interface Preview {
  /** An object URL, good until the preview ends. */
  url: string;
  /** The picture that Convex showed when this one was put up in its place. */
  instead: string | null;
}

/** What to show where Convex shows `imageUrl`. */
export function shownPicture(imageUrl: string | null, preview: Preview | null): string | null {
  return preview !== null && preview.instead === imageUrl ? preview.url : imageUrl;
}

export interface PreviewOwner {
  /** Puts a file up; the returned function ends it, unless another has taken its place. */
  show: (file: File, instead: string | null) => () => void;
  /** Makes way once Convex shows another picture than before. */
  convexShows: (imageUrl: string | null) => void;
  end: () => void;
}

/**
 * The one owner of a component's object URLs: there is one at most, and whatever takes its place
 * or ends it revokes it.
 */
export function createPreview(publish: (preview: Preview | null) => void): PreviewOwner {
  let current: Preview | null = null;
  const put = (preview: Preview | null) => {
    if (current !== null) URL.revokeObjectURL(current.url);
    current = preview;
    publish(preview);
  };
  const end = () => {
    if (current !== null) put(null);
  };
  return {
    show: (file, instead) => {
      const preview = { url: URL.createObjectURL(file), instead };
      put(preview);
      return () => {
        if (current === preview) end();
      };
    },
    convexShows: (imageUrl) => {
      if (imageUrl !== current?.instead) end();
    },
    end,
  };
}
