import { useEffect, useId, useRef, useState, type CSSProperties, type SubmitEvent } from "react";
import { Button, Card, TextField } from "../ui";
import { Person } from "./Person";
import { ProfileField } from "./ProfileField";
import classes from "./ProfileForm.module.css";
import { FORM_FIELDS, type FormField, type FormValues } from "./ProfileForm.schema";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { ReadyModel } from "./ProfileForm.view";
import { SaveNews } from "./SaveNews";
import { SaveStatus } from "./SaveStatus";
import { useDraft } from "./useDraft";

export interface ReadyFormProps {
  model: ReadyModel;
  draft: Partial<FormValues>;
  strings: ProfileFormStrings;
  root: { className: string; style: CSSProperties | undefined };
}

/** The form of a person whose profile is there. */
export function ReadyForm({ model, draft: initial, strings, root }: ReadyFormProps) {
  const id = useId();
  const [newsRef, focusNews] = useFocusOnRequest();
  const draft = useDraft(model, initial, focusNews);
  const busy = model.saving.status === "saving";
  const idOf = (field: FormField) => `${id}-${field}`;

  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void draft.submit();
  };
  const propsOf = (field: FormField) => ({
    ...draft.fieldState(field),
    id: idOf(field),
    label: strings.labels[field],
    hint: strings.hints[field],
    strings,
    onType: (value: string) => draft.type(field, value),
    onLeave: () => draft.leave(field),
    onTakeTheirs: () => draft.takeTheirs(field),
    onKeepMine: () => draft.keepMine(field),
  });
  const wrong = FORM_FIELDS.flatMap((field) => {
    const { error } = draft.fieldState(field);
    return error ? [{ inputId: idOf(field), label: strings.labels[field], error }] : [];
  });

  return (
    // The rules have words of their own; the browser's bubbles would talk over them.
    <form
      noValidate
      onSubmit={handleSubmit}
      aria-label={strings.title}
      data-status="ready"
      {...root}
    >
      <Card
        footer={
          <>
            <SaveStatus model={model} unsaved={draft.unsaved} strings={strings} />
            <div className={classes.Actions}>
              {draft.unsaved.length > 0 && !busy && (
                <Button variant="quiet" onClick={draft.undo}>
                  {strings.undo}
                </Button>
              )}
              <Button
                type="submit"
                variant="primary"
                busy={busy}
                aria-disabled={draft.unsaved.length === 0}
              >
                {strings.save}
              </Button>
            </div>
          </>
        }
      >
        <Person model={model} strings={strings} />
        <SaveNews
          ref={newsRef}
          model={model}
          mistaken={draft.mistaken}
          wrong={wrong}
          strings={strings}
          onRetry={() => void draft.submit()}
        />
        <div className={classes.Fields}>
          <ProfileField {...propsOf("first_name")} autoComplete="given-name" />
          <ProfileField {...propsOf("last_name")} autoComplete="family-name" />
          <ProfileField
            {...propsOf("username")}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            dir="ltr"
            leading="@"
          />
          <TextField
            label={strings.email}
            hint={strings.emailHint}
            value={model.email ?? ""}
            dir="ltr"
            readOnly
          />
        </div>
      </Card>
    </form>
  );
}

/** Focus for something that may only be rendered by the same event that asks for it. */
function useFocusOnRequest() {
  const ref = useRef<HTMLDivElement>(null);
  const [requests, setRequests] = useState(0);
  useEffect(() => {
    if (requests > 0) ref.current?.focus();
  }, [requests]);
  return [ref, () => setRequests((count) => count + 1)] as const;
}
