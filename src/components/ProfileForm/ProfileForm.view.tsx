import { clsx } from "clsx";
import { ShieldAlert, UserRound, UserRoundPlus, UserRoundX } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import type { ProfileChanges } from "../../../convex/model/fields";
import type { SaveResult, SaveState } from "../../sync/save.machine";
import { useStrings } from "../strings";
import type { SyncView } from "../SyncBadge";
import { Button, Card, EmptyState, Skeleton, VisuallyHidden } from "../ui";
import classes from "./ProfileForm.module.css";
import type { FormField, FormValues } from "./ProfileForm.schema";
import { profileFormStrings, type ProfileFormStrings } from "./ProfileForm.strings";
import { ReadyForm } from "./ReadyForm";
import type { CheckUsername } from "./username";

/** All that the form shows, and what it asks for. */
export type ProfileFormModel =
  | { status: "loading" }
  | { status: "signed_out" }
  | { status: "not_accepted" }
  | { status: "no_profile"; create: () => void }
  | { status: "deleted" }
  | ReadyModel;

export interface ReadyModel {
  status: "ready";
  /** What is stored, a running save already in it; "" means none. */
  stored: FormValues;
  email: string | null;
  imageUrl: string | null;
  sync: SyncView;
  /** The newest save. */
  saving: SaveState;
  /** Whether a save would be sent at once. */
  connected: boolean;
  /** Clerk's refusal of a save that was not this form's, or that came after its answer. */
  earlierRefusal: { operation_id: string; message: string } | null;
  /** Asked for with the changed fields alone. */
  onSave: (request: { changes: ProfileChanges }) => Promise<SaveResult>;
  /** The result of the newest save has been read. */
  onDismiss: () => void;
  /** Whether a username is free, as far as is known; without it nobody is asked. */
  checkUsername?: CheckUsername;
}

export interface ProfileFormViewProps {
  model: ProfileFormModel;
  /**
   * What was typed before, such as a draft kept elsewhere. Read when the profile is first there.
   * @default {}
   */
  draft?: Partial<FormValues>;
  /**
   * Where the picture is changed, in place of its mere showing. It saves for itself.
   * @default null
   */
  picture?: ReactNode;
  /**
   * Interests to choose from by a click.
   * @default none
   */
  suggestedInterests?: readonly string[];
  /**
   * Whether to ask before the page, or a link, leaves behind what is not saved.
   * @default true
   */
  guard?: boolean;
  /** Told whenever other fields become unsaved; none when all is saved. */
  onUnsavedChange?: (change: { unsaved: FormField[] }) => void;
  /**
   * Other words, such as a translation.
   * @default the language around it, else English
   */
  strings?: Partial<ProfileFormStrings>;
  className?: string;
  style?: CSSProperties;
}

/** ProfileForm with everything by props: no Clerk, no Convex. */
export function ProfileFormView({
  model,
  draft = {},
  picture = null,
  suggestedInterests = [],
  guard = true,
  onUnsavedChange,
  strings: own,
  className,
  style,
}: ProfileFormViewProps) {
  const strings = useStrings("ProfileForm", profileFormStrings, own);
  const root = { className: clsx("ccs-ProfileForm", classes.ProfileForm, className), style };
  switch (model.status) {
    case "loading":
      return <Loading label={strings.loading} hasSlot={picture !== null} root={root} />;
    case "signed_out":
      return (
        <Card {...root} data-status={model.status}>
          <EmptyState icon={UserRound} title={strings.signedOut.title}>
            {strings.signedOut.body}
          </EmptyState>
        </Card>
      );
    case "not_accepted":
      return (
        <Card {...root} data-status={model.status}>
          <EmptyState icon={ShieldAlert} title={strings.notAccepted.title}>
            {strings.notAccepted.body}
          </EmptyState>
        </Card>
      );
    case "deleted":
      return (
        <Card {...root} data-status={model.status}>
          <EmptyState icon={UserRoundX} title={strings.deleted.title}>
            {strings.deleted.body}
          </EmptyState>
        </Card>
      );
    case "no_profile":
      return (
        <Card {...root} data-status={model.status}>
          <EmptyState
            icon={UserRoundPlus}
            title={strings.noProfile.title}
            actions={<Button onClick={model.create}>{strings.noProfile.create}</Button>}
          >
            {strings.noProfile.body}
          </EmptyState>
        </Card>
      );
    case "ready":
      return (
        <ReadyForm
          {...{ model, draft, picture, suggestedInterests, guard, onUnsavedChange, strings, root }}
        />
      );
  }
}

const FIELD_SHAPES = [
  { field: "first_name", hint: false },
  { field: "last_name", hint: false },
  { field: "username", hint: true },
  { field: "email", hint: true },
  { field: "interests", hint: true },
];

/** The form's shape, so that nothing jumps when the profile comes. */
function Loading({
  label,
  hasSlot,
  root,
}: {
  label: string;
  hasSlot: boolean;
  root: { className: string };
}) {
  return (
    <Card
      {...root}
      data-status="loading"
      aria-busy
      footer={
        <>
          <span className={classes.StatusLine}>
            <Skeleton width="7rem" />
          </span>
          <Skeleton width="7.5rem" height="var(--ccs-control-size)" />
        </>
      }
    >
      <VisuallyHidden role="status">{label}</VisuallyHidden>
      <div className={classes.Person}>
        {!hasSlot && <Skeleton shape="circle" width="3.5rem" height="3.5rem" />}
        <div className={classes.Names}>
          <Skeleton width="10rem" height="1.25rem" />
          <Skeleton width="7rem" />
        </div>
      </div>
      {hasSlot && (
        <div className={classes.Picture}>
          <Skeleton shape="circle" width="6rem" height="6rem" />
        </div>
      )}
      <div className={classes.Fields}>
        {FIELD_SHAPES.map(({ field, hint }) => (
          <div key={field} className={classes.FieldSkeleton} data-field={field}>
            <Skeleton width="5rem" />
            <Skeleton height="var(--ccs-control-size)" />
            {hint && <Skeleton width="10rem" />}
          </div>
        ))}
      </div>
    </Card>
  );
}
