import { useConvex } from "convex/react";
import type { FunctionArgs } from "convex/server";
import { useEffect, useRef, useState } from "react";
import { api } from "../../../convex/_generated/api";
import { problemWords } from "../lib/problemWords";
import type { ExportState, ExportViewProps } from "./Export.view";
import { collectEvents, fileOf, MIME_TYPES, type ExportFormat } from "./exportEvents";
import { saveFile } from "./saveFile";

/** The part of the list's arguments that says which events are meant. */
export type EventArgs = Omit<FunctionArgs<typeof api.dashboard.listEvents>, "paginationOpts">;

const PAGE = 100;

/** Walks the list's own query page by page, outside of any subscription, into a file. */
export function useExport(args: EventArgs): Pick<
  ExportViewProps,
  "format" | "state" | "onFormat" | "onStart" | "onCancel"
> & {
  reset: () => void;
} {
  const convex = useConvex();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [state, setState] = useState<ExportState>({ status: "idle" });
  const walk = useRef<AbortController | null>(null);
  useEffect(() => () => walk.current?.abort(), []);

  async function start() {
    walk.current?.abort();
    const controller = new AbortController();
    walk.current = controller;
    setState({ status: "running", count: 0 });
    try {
      const collected = await collectEvents({
        signal: controller.signal,
        fetchPage: (cursor) =>
          convex.query(api.dashboard.listEvents, {
            ...args,
            paginationOpts: { numItems: PAGE, cursor },
          }),
        onProgress: (count) => setState({ status: "running", count }),
      });
      if (collected === null) return;
      const { rows, limited } = collected;
      saveFile(fileOf(rows, format), MIME_TYPES[format], `events.${format}`);
      setState({ status: "done", count: rows.length, limited });
    } catch (error) {
      if (controller.signal.aborted) return;
      setState({ status: "failed", message: problemWords(error) });
    }
  }

  function reset() {
    walk.current?.abort();
    setState({ status: "idle" });
  }

  return {
    format,
    state,
    onFormat: (change) => setFormat(change.format),
    onStart: () => void start(),
    onCancel: reset,
    reset,
  };
}
