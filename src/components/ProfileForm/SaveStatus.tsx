import { CircleCheck, CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { Spinner, VisuallyHidden } from "../ui";
import classes from "./ProfileForm.module.css";
import { outcomeWords } from "./ProfileForm.outcome";
import type { FormField } from "./ProfileForm.schema";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { ReadyModel } from "./ProfileForm.view";

export interface SaveStatusProps {
  model: ReadyModel;
  unsaved: readonly FormField[];
  strings: ProfileFormStrings;
}

/**
 * The line beside the buttons: how things stand. What a save makes of them is announced here too,
 * also when a banner shows it, because a live region has to be there before its words are.
 */
export function SaveStatus({ model, unsaved, strings }: SaveStatusProps) {
  const { saving, connected, sync } = model;
  let shown: ReactNode = null;
  let announced: string | null = null;

  if (saving.status === "saving" || saving.status === "waiting") {
    shown = connected ? (
      <News icon={<Spinner />}>{strings.saving}</News>
    ) : (
      <News icon={<CloudOff aria-hidden size={16} />} tone="warning">
        {strings.offline}
      </News>
    );
  } else if (saving.status === "settled" && unsaved.length === 0) {
    const words = outcomeWords(saving.result, strings);
    if (words === null || (words.tone === "info" && sync.status === "in_sync")) {
      const { clerk } = saving.result;
      shown = (
        <News icon={<CircleCheck aria-hidden size={16} />} tone="success">
          {clerk.status === "skipped" ? strings.savedHere : strings.saved}
        </News>
      );
    } else announced = words.title;
  }
  return (
    <div className={classes.StatusLine}>
      <div role="status">
        {shown}
        {announced && <VisuallyHidden>{announced}</VisuallyHidden>}
      </div>
      {shown === null && <p>{standing(model, unsaved, strings)}</p>}
    </div>
  );
}

function News({
  icon,
  tone,
  children,
}: {
  icon: ReactNode;
  tone?: "success" | "warning";
  children: string;
}) {
  return (
    <p className={classes.StatusNews} data-tone={tone}>
      {icon}
      {children}
    </p>
  );
}

/** How things stand, apart from any save of this form. */
function standing(
  { sync }: ReadyModel,
  unsaved: readonly FormField[],
  strings: ProfileFormStrings,
): string {
  if (unsaved.length > 0) return strings.unsaved(unsaved.map((field) => strings.labels[field]));
  return sync.status === "pending" ? strings.awaitingClerk : strings.unchanged;
}
