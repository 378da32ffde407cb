import { useEffect, useId, useRef, useState, type CSSProperties, type SubmitEvent } from "react";
import { Button, Card, TextField } from "../ui";
import { InterestsField } from "./InterestsField";
import { LeaveGuard } from "./LeaveGuard";
import { Person } from "./Person";
import { ProfileField } from "./ProfileField";
import classes from "./ProfileForm.module.css";
import { FORM_FIELDS, type FormField } from "./ProfileForm.schema";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { ProfileFormViewProps, ReadyModel } from "./ProfileForm.view";
import { SaveNews } from "./SaveNews";
import { SaveStatus } from "./SaveStatus";
import { useDraft } from "./useDraft";
import { UsernameField } from "./UsernameField";

export interface ReadyFormProps
  extends
    Required<Pick<ProfileFormViewProps, "draft" | "suggestedInterests" | "guard" | "picture">>,
    Pick<ProfileFormViewProps, "onUnsavedChange"> {
  model: ReadyModel;
  strings: ProfileFormStrings;
  root: { className: string; style: CSSProperties | undefined };
}

/** The form of a person whose profile is there. */
export function ReadyForm({
  model,
  draft: initial,
  picture,
  suggestedInterests,
  guard,
  onUnsavedChange,
  strings,
  root,
}: ReadyFormProps) {
  const id = useId();
  const [newsRef, focusNews] = useFocusOnRequest();
  const draft = useDraft(model, initial, strings, focusNews);
  const busy = model.saving.status === "saving";
  const idOf = (field: FormField) => `${id}-${field}`;
  useToldOf(draft.unsaved, onUnsavedChange);

  const handleSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void draft.submit();
  };
  const commonProps = (field: FormField) => ({
    id: idOf(field),
    label: strings.labels[field],
    hint: strings.hints[field],
    strings,
    onTakeTheirs: () => draft.takeTheirs(field),
    onKeepMine: () => draft.keepMine(field),
  });
  const textProps = (field: Exclude<FormField, "interests">) => ({
    ...draft.fieldState(field),
    ...commonProps(field),
    onType: (value: string) => draft.type(field, value),
    onLeave: () => draft.leave(field),
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
              {draft.canUndoSave && (
                <Button variant="quiet" onClick={() => void draft.undoSave()}>
                  {strings.undoSave}
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
        <Person model={model} hasSlot={picture !== null} strings={strings} />
        <SaveNews
          newsRef={newsRef}
          model={model}
          mistaken={draft.mistaken}
          wrong={wrong}
          strings={strings}
          onRetry={() => void draft.submit()}
        />
        {picture && <div className={classes.Picture}>{picture}</div>}
        <div className={classes.Fields}>
          <ProfileField {...textProps("first_name")} autoComplete="given-name" />
          <ProfileField {...textProps("last_name")} autoComplete="family-name" />
          <UsernameField
            {...textProps("username")}
            early={draft.wordsFor("username")}
            stored={model.stored.username}
            check={model.checkUsername}
          />
          <TextField
            label={strings.email}
            hint={strings.emailHint}
            value={model.email ?? ""}
            dir="ltr"
            readOnly
          />
          <InterestsField
            {...draft.fieldState("interests")}
            {...commonProps("interests")}
            suggestions={suggestedInterests}
            onChoose={(value) => draft.type("interests", value)}
          />
        </div>
      </Card>
      {guard && <LeaveGuard unsaved={draft.unsaved} strings={strings} />}
    </form>
  );
}

/** Calls back whenever other fields become unsaved. */
function useToldOf(
  unsaved: readonly FormField[],
  onUnsavedChange: ProfileFormViewProps["onUnsavedChange"],
) {
  // By hand what useEffectEvent does, which React has only since 19.2.
  const listener = useRef(onUnsavedChange);
  useEffect(() => {
    listener.current = onUnsavedChange;
  });
  const names = unsaved.join(" ");
  useEffect(() => {
    listener.current?.({ unsaved: names === "" ? [] : (names.split(" ") as FormField[]) });
  }, [names]);
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
