import { useState, type Ref } from "react";
import { Banner, Button } from "../ui";
import classes from "./ProfileForm.module.css";
import { outcomeWords, type OutcomeWords } from "./ProfileForm.outcome";
import type { FormField } from "./ProfileForm.schema";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { ReadyModel } from "./ProfileForm.view";

export interface SaveNewsProps {
  newsRef: Ref<HTMLDivElement>;
  model: ReadyModel;
  /** Fields whose mistakes hold up saving. */
  mistaken: readonly FormField[];
  /** The fields that show an error, by whomever. */
  wrong: readonly { inputId: string; label: string; error: string }[];
  strings: ProfileFormStrings;
  onRetry: () => void;
}

/**
 * What there is to know about saving beyond "saved": one message at a time, the most pressing
 * first, with links to the fields that it is about. It takes the focus when asked to.
 */
export function SaveNews({ newsRef, model, mistaken, wrong, strings, onRetry }: SaveNewsProps) {
  const [read, setRead] = useState<string | null>(null);
  const { earlierRefusal, onDismiss } = model;
  const refusal = earlierRefusal?.operation_id === read ? null : earlierRefusal;
  const result = resultWords(model, strings);

  let news: (OutcomeWords & { onDismiss?: () => void }) | null = null;
  if (mistaken.length > 0) {
    news = { tone: "danger", title: strings.invalid(mistaken.length), body: "", retry: false };
  } else if (refusal !== null && result?.tone !== "danger") {
    const { title, body } = strings.earlierRefusal;
    news = {
      tone: "warning",
      title,
      body: body(refusal.message),
      retry: false,
      onDismiss: () => setRead(refusal.operation_id),
    };
  } else if (result !== null) {
    news = { ...result, onDismiss };
  }
  if (news === null) return null;
  return (
    <Banner
      ref={newsRef}
      tabIndex={-1}
      tone={news.tone}
      title={news.title}
      onDismiss={news.onDismiss}
      dismissLabel={strings.dismiss}
      actions={
        news.retry && (
          <Button size="small" onClick={onRetry}>
            {strings.tryAgain}
          </Button>
        )
      }
      className={classes.News}
    >
      {wrong.length > 0 && (
        <ul className={classes.Wrong}>
          {wrong.map(({ inputId, label, error }) => (
            <li key={inputId}>
              <a
                href={`#${inputId}`}
                onClick={(event) => {
                  // Not by the address: the app's router has a say in that.
                  event.preventDefault();
                  document.getElementById(inputId)?.focus();
                }}
              >
                {strings.atField(label, error)}
              </a>
            </li>
          ))}
        </ul>
      )}
      {news.body && <p>{news.body}</p>}
    </Banner>
  );
}

function resultWords(
  { saving, sync }: ReadyModel,
  strings: ProfileFormStrings,
): OutcomeWords | null {
  if (saving.status !== "settled") return null;
  const words = outcomeWords(saving.result, strings);
  // It was on its way, and has arrived.
  return words?.tone === "info" && sync.status === "in_sync" ? null : words;
}
