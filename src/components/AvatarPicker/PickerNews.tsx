import { Ban, CircleCheck, CloudOff, Info } from "lucide-react";
import { Banner, Button, Spinner } from "../ui";
import classes from "./AvatarPicker.module.css";
import type { AvatarPickerStrings } from "./AvatarPicker.strings";
import type { AvatarPickerViewProps, PictureWrite } from "./AvatarPicker.view";
import type { Picker } from "./useAvatarPicker";

export interface PickerNewsProps {
  picker: Picker;
  write: PictureWrite;
  /** What has just been done, for screen readers. */
  said: string;
  hint: string;
  strings: AvatarPickerStrings;
  onDismiss: AvatarPickerViewProps["onDismiss"];
  /** Whether what was chosen cannot be undone, and should be said to be so. */
  isFinal: boolean;
  onCancel: (() => void) | undefined;
}

/** What there is to know: a hint, what is going on, or what went wrong. One at a time. */
export function PickerNews({
  picker,
  write,
  said,
  hint,
  strings,
  onDismiss,
  isFinal,
  onCancel,
}: PickerNewsProps) {
  const { state, cancel, retry } = picker;
  const problem = problemOf(picker, write, strings);
  // Once all has been sent there is nothing left to stop.
  const isSending = write.status === "saving" && write.upload !== null && write.upload < 1;
  const stop = state.step.name === "reading" ? cancel : isSending ? onCancel : undefined;
  return (
    <>
      {/* Always there, for a region that comes with its words is often not read. */}
      <div role="status" className={classes.Status}>
        {state.step.name === "reading" ? (
          <span className={classes.StatusNews}>
            <Spinner /> {strings.reading}
          </span>
        ) : (
          <WriteNews write={write} strings={strings} />
        )}
        {said !== "" && write.status === "idle" && <span className={classes.Said}>{said}</span>}
      </div>
      {stop && (
        <Button size="small" onClick={stop} className={classes.Cancel}>
          {strings.cancel}
        </Button>
      )}
      {problem ? (
        <Banner
          role="alert"
          tone={problem.tone}
          title={problem.title}
          dismissLabel={strings.dismiss}
          onDismiss={state.step.name === "rejected" ? cancel : onDismiss}
          actions={
            problem.retry && (
              <Button size="small" onClick={retry}>
                {strings.tryAgain}
              </Button>
            )
          }
        >
          {problem.body}
        </Banner>
      ) : (
        isQuiet(picker, write) && <p className={classes.Hint}>{hint}</p>
      )}
      {isFinal && state.choices.length > 0 && !isUnderWay(write) && (
        <p className={classes.Final}>
          <Info aria-hidden size={14} /> {strings.noWayBack}
        </p>
      )}
    </>
  );
}

/** How the write stands, in a line. What needs more words than that is a problem. */
function WriteNews({ write, strings }: { write: PictureWrite; strings: AvatarPickerStrings }) {
  switch (write.status) {
    case "saving": {
      const { upload } = write;
      return (
        <span className={classes.StatusNews}>
          <Spinner /> {upload === null ? strings.saving : strings.sending}
          {upload !== null && (
            // The ring tells it to screen readers, who would else hear each step.
            <span aria-hidden className={classes.Percent}>
              {strings.percent(Math.round(upload * 100))}
            </span>
          )}
        </span>
      );
    }
    case "waiting":
      return (
        <span className={classes.StatusNews} data-tone="warning">
          <CloudOff aria-hidden size={16} /> {strings.waiting}
        </span>
      );
    case "cancelling":
      return (
        <span className={classes.StatusNews}>
          <Spinner /> {strings.cancelling}
        </span>
      );
    case "cancelled":
      return write.clerk === "old" ? (
        <span className={classes.StatusNews}>
          <Ban aria-hidden size={16} /> {strings.cancelled}
        </span>
      ) : null;
    case "saved":
      return (
        <span className={classes.StatusNews} data-tone="success">
          <CircleCheck aria-hidden size={16} /> {strings.saved}
        </span>
      );
    default:
      return null;
  }
}

interface Problem {
  tone: "info" | "warning" | "danger";
  title: string;
  body: string;
  retry: boolean;
}

function problemOf(
  { state: { step, lost } }: Picker,
  write: PictureWrite,
  strings: AvatarPickerStrings,
): Problem | null {
  if (step.name === "rejected") {
    const body = strings.rejection(step.rejection);
    return { tone: "danger", title: strings.rejected, body, retry: false };
  }
  // A new file is in hand: what became of the last one is past.
  if (step.name !== "idle") return null;
  const reasoned = (
    { title, body }: { title: string; body: (reason: string) => string },
    reason: string,
  ) => ({
    title,
    body: body(reason),
  });
  switch (write.status) {
    case "on_its_way":
      return { tone: "info", ...strings.onItsWay, retry: false };
    case "only_clerk":
      return { tone: "warning", ...reasoned(strings.onlyClerk, write.reason), retry: false };
    case "cancelled": {
      if (write.clerk === "old") return null;
      const words = write.clerk === "new" ? strings.cancelledLate : strings.cancelledUnheard;
      return { tone: "warning", ...words, retry: false };
    }
    case "refused": {
      const words = write.by === "clerk" ? strings.clerkRefused : strings.appRefused;
      return { tone: "danger", ...reasoned(words, write.reason), retry: false };
    }
    case "failed":
      return { tone: "danger", ...strings.failed, retry: lost !== null };
    default:
      return null;
  }
}

/** Nothing is going on: there is room to say what may be chosen. */
function isQuiet({ state: { step } }: Picker, write: PictureWrite): boolean {
  const isAtRest = write.status === "idle" || write.status === "saved";
  return step.name !== "reading" && (isAtRest || write.status === "cancelled");
}

function isUnderWay({ status }: PictureWrite): boolean {
  return status === "saving" || status === "cancelling" || status === "waiting";
}
