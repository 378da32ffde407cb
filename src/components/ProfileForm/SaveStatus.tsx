import { Check, Clock, CloudOff, type LucideIcon } from "lucide-react";
import { Spinner } from "../ui";
import classes from "./ProfileForm.module.css";
import { outcomeWords } from "./ProfileForm.outcome";
import type { FormField } from "./ProfileForm.schema";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { ReadyModel } from "./ProfileForm.view";

/** The line beside the buttons: how things stand. What a save makes of them is announced. */
export function SaveStatus({
  model,
  unsaved,
  strings,
}: {
  model: ReadyModel;
  unsaved: readonly FormField[];
  strings: ProfileFormStrings;
}) {
  const news = newsOf(model, unsaved, strings);
  const Icon = news?.icon;
  return (
    <p className={classes.StatusLine}>
      {news === null && <span>{standing(model, unsaved, strings)}</span>}
      <span role="status" className={classes.StatusNews} data-tone={news?.tone}>
        {Icon === "spinner" ? <Spinner /> : Icon && <Icon aria-hidden size={16} />}
        {news?.text}
      </span>
    </p>
  );
}

interface StatusNews {
  icon: LucideIcon | "spinner";
  tone?: "success" | "info" | "warning";
  text: string;
}

function newsOf(
  { saving, connected, syncStatus }: ReadyModel,
  unsaved: readonly FormField[],
  strings: ProfileFormStrings,
): StatusNews | null {
  if (saving.status === "saving") {
    return connected
      ? { icon: "spinner", text: strings.saving }
      : { icon: CloudOff, tone: "warning", text: strings.offline };
  }
  if (saving.status === "idle" || unsaved.length > 0) return null;
  const { result } = saving;
  const words = outcomeWords(result, strings);
  if (words === null || syncStatus === "in_sync") {
    const text = result.clerk.status === "skipped" ? strings.savedHere : strings.saved;
    return { icon: Check, tone: "success", text };
  }
  return { icon: Clock, tone: "info", text: words.title };
}

/** How things stand without a save of this form. */
function standing(
  { syncStatus }: ReadyModel,
  unsaved: readonly FormField[],
  strings: ProfileFormStrings,
): string {
  if (unsaved.length > 0) return strings.unsaved(unsaved.map((field) => strings.labels[field]));
  return syncStatus === "pending" ? strings.awaitingClerk : strings.unchanged;
}
