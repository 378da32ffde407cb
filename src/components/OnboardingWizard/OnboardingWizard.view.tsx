import { clsx } from "clsx";
import { ShieldAlert, UserRound, UserRoundPlus, UserRoundX, type LucideIcon } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import type { ProfileChanges } from "../../../convex/model/fields";
import type { SyncStatus } from "../../../convex/model/statuses";
import type { SaveField } from "../../sync/changes";
import type { SaveResult, SaveState } from "../../sync/save.machine";
import type { CheckUsername } from "../ProfileForm/username";
import { useStrings } from "../strings";
import { Button, Card, EmptyState, Skeleton, VisuallyHidden } from "../ui";
import classes from "./OnboardingWizard.module.css";
import {
  DEFAULT_RULES,
  type StepRules,
  type WizardStep,
  type WizardValues,
} from "./OnboardingWizard.steps";
import { onboardingWizardStrings, type OnboardingWizardStrings } from "./OnboardingWizard.strings";
import { ReadyWizard } from "./ReadyWizard";
import type { PictureSlot } from "./PictureSlot";
import progressClasses from "./Progress.module.css";
import footerClasses from "./WizardFooter.module.css";
import { WizardPicture } from "./WizardPicture";

/** All that the wizard shows, and what it asks for. */
export type OnboardingWizardModel =
  | { status: "loading" }
  | { status: "signed_out" }
  | { status: "not_accepted" }
  | { status: "no_profile"; create: () => void }
  | { status: "deleted" }
  | ReadyOnboarding;

export interface ReadyOnboarding {
  status: "ready";
  /** What is stored, running saves already in it. */
  stored: WizardValues;
  /** Where the person was when they last saved, on any device; null before the first step. */
  step: string | null;
  /** When they finished, in ms since 1970; null until then. */
  completedAt: number | null;
  syncStatus: SyncStatus;
  /** The newest save. */
  saving: SaveState;
  /** Whether a save would be sent at once. */
  connected: boolean;
  /** Clerk's refusal that came after its answer, or to a save from elsewhere. */
  laterRefusal: { field: SaveField | null; message: string } | null;
  /** Looks whether a username is free. Without it, only its shape is looked at. */
  checkUsername?: CheckUsername;
  /** Saves what was entered, and how far the person is. */
  onSaveStep: (request: WizardRequest & { step: WizardStep }) => Promise<SaveResult>;
  /** Stops sending the picture of the newest save. Without it, it cannot be stopped. */
  onCancel?: () => void;
  /** Finishes, with all that is not saved yet. */
  onComplete: (request: WizardRequest) => Promise<SaveResult>;
}

export interface WizardRequest {
  changes: ProfileChanges;
  /** A new picture; null removes it. */
  file?: File | null;
}

export interface OnboardingWizardViewProps {
  model: OnboardingWizardModel;
  /**
   * What each step asks for.
   * @default picture and interests optional, name and username required
   */
  steps?: Partial<StepRules>;
  /** The step to be at, where the app holds it (in its address, say). @default held inside */
  step?: WizardStep;
  /** The step to begin at, in place of the one where the person was. */
  defaultStep?: WizardStep;
  /** Asked for, or told of, a move to another step. */
  onStepChange?: (change: { step: WizardStep }) => void;
  /** What to choose a picture with. @default AvatarPicker */
  renderPicture?: (slot: PictureSlot) => ReactNode;
  /** Interests to choose from. @default none */
  interestSuggestions?: readonly string[];
  /** The person has finished and goes on. Without it there is no button for that. */
  onDone?: () => void;
  /** Other words. @default English */
  strings?: Partial<OnboardingWizardStrings>;
  className?: string;
  style?: CSSProperties;
}

/** OnboardingWizard with everything by props: no Clerk, no Convex. */
export function OnboardingWizardView({
  model,
  steps,
  renderPicture = (slot) => <WizardPicture {...slot} />,
  strings: givenStrings,
  className,
  style,
  ...rest
}: OnboardingWizardViewProps) {
  const strings = useStrings("OnboardingWizard", onboardingWizardStrings, givenStrings);
  const root = { className: clsx("ccs-OnboardingWizard", classes.Wizard, className), style };
  switch (model.status) {
    case "loading":
      return <Loading label={strings.loading} root={root} />;
    case "signed_out":
      return <Obstacle icon={UserRound} words={strings.signedOut} {...{ model, root }} />;
    case "not_accepted":
      return <Obstacle icon={ShieldAlert} words={strings.notAccepted} {...{ model, root }} />;
    case "deleted":
      return <Obstacle icon={UserRoundX} words={strings.deleted} {...{ model, root }} />;
    case "no_profile": {
      const actions = <Button onClick={model.create}>{strings.noProfile.create}</Button>;
      const words = strings.noProfile;
      return <Obstacle icon={UserRoundPlus} {...{ model, root, words, actions }} />;
    }
    case "ready":
      return (
        <ReadyWizard
          {...rest}
          {...{ model, renderPicture, strings, root }}
          rules={{ ...DEFAULT_RULES, ...steps }}
        />
      );
  }
}

export interface WizardRoot {
  className: string;
  style: CSSProperties | undefined;
}

/** Why there is nothing to set up. */
function Obstacle({
  icon,
  words: { title, body },
  model: { status },
  actions,
  root,
}: {
  icon: LucideIcon;
  words: { title: string; body: string };
  model: OnboardingWizardModel;
  actions?: ReactNode;
  root: WizardRoot;
}) {
  return (
    <Card {...root} data-status={status}>
      <EmptyState icon={icon} title={title} actions={actions}>
        {body}
      </EmptyState>
    </Card>
  );
}

/** The wizard's shape, so that nothing jumps when the profile comes. */
function Loading({ label, root }: { label: string; root: WizardRoot }) {
  return (
    <Card
      {...root}
      data-status="loading"
      aria-busy
      footer={
        <Skeleton width="5rem" height="var(--ccs-control-size)" className={footerClasses.Next} />
      }
    >
      <VisuallyHidden role="status">{label}</VisuallyHidden>
      <div className={progressClasses.Progress}>
        <Skeleton height="2.125rem" />
      </div>
      <div className={classes.Step}>
        <div className={classes.Words}>
          <Skeleton width="14rem" height="1.5rem" />
          <Skeleton width="18rem" />
        </div>
        <Skeleton height="var(--ccs-control-size)" />
      </div>
    </Card>
  );
}
