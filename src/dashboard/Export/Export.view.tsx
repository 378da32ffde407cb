import { Download } from "lucide-react";
import { Banner, Button, Dialog, ProgressBar, SegmentedControl } from "../../components/ui";
import { count } from "../words";
import { EXPORT_FORMATS, EXPORT_LIMIT, type ExportFormat } from "./exportEvents";
import classes from "./Export.module.css";

export type ExportState =
  | { status: "idle" }
  /** How many events have been collected so far. */
  | { status: "running"; count: number }
  /** The browser has been handed the file. */
  | { status: "done"; count: number; limited: boolean }
  | { status: "failed"; message: string };

export type ExportViewProps = {
  open: boolean;
  onOpenChange: (change: { open: boolean }) => void;
  /** What the list is narrowed to, in words; empty when it is not. */
  filter: string;
  format: ExportFormat;
  state: ExportState;
  onFormat: (change: { format: ExportFormat }) => void;
  onStart: () => void;
  /** Calls the walk off. */
  onCancel: () => void;
};

const FORMATS = EXPORT_FORMATS.map((value) => {
  return { value, label: { csv: "CSV, for spreadsheets", jsonl: "JSON lines" }[value] };
});

/** Makes a file of the events that the list's filters mean. */
export function ExportView(props: ExportViewProps) {
  const { open, onOpenChange, filter, format, state, onFormat, onStart, onCancel } = props;
  const running = state.status === "running";
  return (
    <Dialog
      lang="en"
      open={open}
      onOpenChange={onOpenChange}
      title="Export events"
      description={`${filter === "" ? "All events" : `Only what is listed: ${filter}`}, newest first, ${EXPORT_LIMIT.toLocaleString()} at most. E-mail addresses are masked in the file as they are here.`}
      footer={
        running ? (
          <Button onClick={onCancel}>Stop</Button>
        ) : (
          <>
            <Button onClick={() => onOpenChange({ open: false })}>Close</Button>
            <Button variant="primary" icon={<Download aria-hidden />} onClick={onStart}>
              {state.status === "done" ? "Export again" : "Export"}
            </Button>
          </>
        )
      }
    >
      <div className={classes.Export}>
        {running ? (
          <>
            <ProgressBar
              label="Collecting events"
              value={state.count}
              max={null}
              valueText={soFar(state.count)}
            />
            <p className={classes.SoFar}>{soFar(state.count)}</p>
          </>
        ) : (
          <SegmentedControl
            label="Format"
            value={format}
            segments={FORMATS}
            onValueChange={({ value }) => onFormat({ format: value })}
          />
        )}
        <div role="status">
          <News state={state} />
        </div>
      </div>
    </Dialog>
  );
}

const soFar = (collected: number) => `${count(collected, "event")} so far`;

function News({ state }: { state: ExportState }) {
  switch (state.status) {
    case "idle":
    case "running":
      return null;
    case "failed":
      return (
        <Banner tone="danger" title="The file could not be made">
          {state.message}
        </Banner>
      );
    case "done":
      return state.limited ? (
        <Banner tone="warning" title={`The newest ${count(state.count, "event")} are in the file`}>
          There are more than fit into one. Choose a shorter time to get the others.
        </Banner>
      ) : (
        <Banner tone="success" title={`${count(state.count, "event")} saved to a file`} />
      );
  }
}
