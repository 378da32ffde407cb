import { useEffect, useReducer, useRef, useState } from "react";
import { MAX_PICTURE_BYTES } from "../../../convex/model/picture";
import { INITIAL, next, urlsInUse, type Choice, type Source } from "./AvatarPicker.machine";
import { fileOf } from "./picture/fileOf";
import { createObjectUrls } from "./picture/objectUrls";
import type { openPicture, PictureSession } from "./picture/openPicture";
import { inspect } from "./picture/rejection";

/** What the picker tells its parent. */
export interface PickerEvents {
  onChange: (change: { file: File; url: string }) => void;
  onRemove?: (() => void) | undefined;
  onUndo?: ((undo: { back: Choice | null }) => void) | undefined;
}

/** The machine joined to files, the worker and object URLs. */
export function useAvatarPicker(open: typeof openPicture, events: PickerEvents) {
  const [state, dispatch] = useReducer(next, INITIAL);
  const [urls] = useState(createObjectUrls);
  const work = useRef<Work | null>(null);

  useEffect(() => urls.inUse(urlsInUse(state)), [urls, state]);
  useEffect(
    () => () => {
      work.current?.controller.abort();
      urls.revokeAll();
    },
    [urls],
  );

  /** Ends what is going on; what it still has to say is not heard. */
  const endWork = () => {
    work.current?.controller.abort();
    work.current = null;
  };

  const choose = (choice: Choice) => {
    endWork();
    dispatch({ type: "chosen", choice });
    if (choice.kind === "picture") events.onChange({ file: choice.file, url: choice.url });
    else events.onRemove?.();
  };

  const take = async (files: readonly File[], from: Source["from"]) => {
    const [file] = files;
    if (file === undefined) return;
    endWork();
    if (files.length > 1) {
      const rejection = { reason: "too_many_files", count: files.length } as const;
      return dispatch({ type: "rejected", rejection });
    }
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = (share: number) => {
      if (!signal.aborted) dispatch({ type: "progress", share });
    };
    work.current = { controller, session: null };
    dispatch({ type: "reading", from });
    const inspected = await inspect(file);
    if (signal.aborted) return;
    if (!inspected.ok) return dispatch({ type: "rejected", rejection: inspected.rejection });
    const { type, animated } = inspected.sniffed;
    const named = fileOf(file, file.name, type);
    try {
      const session = await open(named, { signal, onProgress });
      if (signal.aborted) return;
      work.current = { controller, session };
      const { width, height, preview } = session;
      const previewUrl = urls.create(animated ? named : preview);
      const source = { file: named, type, animated, from, width, height, previewUrl };
      dispatch({ type: "opened", source });
    } catch {
      if (signal.aborted) return;
      dispatch({ type: "rejected", rejection: { reason: "damaged", fileName: file.name } });
    }
  };

  const save = async () => {
    const { step } = state;
    if ((step.name !== "editing" && step.name !== "failed") || work.current?.session == null)
      return;
    const { source, edit } = step;
    if (source.animated) return choose(pictureOf(source.file));
    const { controller, session } = work.current;
    const { signal } = controller;
    dispatch({ type: "processing" });
    try {
      const made = await session.render(edit, (share) => {
        if (!signal.aborted) dispatch({ type: "progress", share });
      });
      if (signal.aborted) return;
      if (made.size > MAX_PICTURE_BYTES) throw new Error("The picture has become too large.");
      choose(pictureOf(fileOf(made, source.file.name)));
    } catch {
      if (!signal.aborted) dispatch({ type: "failed" });
    }
  };

  const pictureOf = (file: File): Choice => ({ kind: "picture", file, url: urls.create(file) });

  return {
    state,
    dispatch,
    take: (files: readonly File[], from: Source["from"] = "file") => void take(files, from),
    save: () => void save(),
    cancel: () => {
      endWork();
      dispatch({ type: "cancelled" });
    },
    openCamera: () => {
      endWork();
      dispatch({ type: "cameraAsked" });
    },
    remove: () => choose({ kind: "removed" }),
    undo: () => {
      endWork();
      const back = state.choices.at(-2) ?? null;
      dispatch({ type: "undone" });
      events.onUndo?.({ back });
    },
    retry: () => {
      if (state.lost !== null) choose(state.lost);
    },
  };
}

export type Picker = ReturnType<typeof useAvatarPicker>;

/** What is under way for the file at hand. */
interface Work {
  controller: AbortController;
  /** null until it is open. */
  session: PictureSession | null;
}
