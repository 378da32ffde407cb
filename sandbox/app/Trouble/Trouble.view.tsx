import { CircleStop, Eraser, Play, Square, UserPlus } from "lucide-react";
import { Banner, Button, Drawer, ProgressBar } from "../../../src/components/ui";
import { EditInClerk, type EditInClerkProps } from "./EditInClerk";
import classes from "./Trouble.module.css";
import { TroubleSwitch } from "./TroubleSwitch";
import { STOPPED, TROUBLE_GROUPS, type Trouble } from "./troubles";

export interface TroubleViewProps {
  readonly open: boolean;
  readonly onOpenChange: (change: { open: boolean }) => void;
  /** The ids of the troubles that are on. */
  readonly on: ReadonlySet<string>;
  readonly onSwitch: (change: { trouble: Trouble; on: boolean }) => void;
  readonly onClear: () => void;
  readonly edit: EditInClerkProps;
  /** How many of how many have signed up so far; `null` while nobody does. */
  readonly signUps: { readonly done: number; readonly total: number } | null;
  readonly onSignUp: () => void;
  readonly onStopSignUps: () => void;
  /** Why the last thing did not work. */
  readonly problem: string | null;
}

/** How many sign up at one click. */
export const CROWD = 1_000;

/** Makes trouble for the system, so that one can watch it notice and heal. */
export function TroubleView(props: TroubleViewProps) {
  const { open, onOpenChange, on, onSwitch, onClear, edit, problem } = props;
  return (
    <Drawer
      open={open}
      onOpenChange={onOpenChange}
      modal={false}
      title="Make trouble"
      description="Clerk is a stand-in here, so it can misbehave. The page beside goes on."
      footer={
        <Button icon={<Eraser />} aria-disabled={on.size === 0} onClick={onClear}>
          Clear all trouble
        </Button>
      }
    >
      <div className={classes.Trouble}>
        <p role="status" className={classes.State}>
          {on.size === 0 ? "Nothing is made to go wrong." : `${troublesOn(on.size)}.`}
        </p>
        {problem && (
          <Banner tone="danger" title="That did not work" role="alert">
            {problem}
          </Banner>
        )}
        <section className={classes.Group} aria-label="Clerk as a whole">
          <Button
            variant={on.has(STOPPED.id) ? "primary" : "secondary"}
            icon={on.has(STOPPED.id) ? <Play /> : <CircleStop />}
            onClick={() => onSwitch({ trouble: STOPPED, on: !on.has(STOPPED.id) })}
          >
            {on.has(STOPPED.id) ? "Start Clerk again" : "Stop Clerk"}
          </Button>
          <p className={classes.Effect}>{STOPPED.effect}</p>
        </section>
        {TROUBLE_GROUPS.map(({ title, troubles }) => (
          <fieldset key={title} className={classes.Group}>
            <legend className={classes.Title}>{title}</legend>
            {troubles.map((trouble) => (
              <TroubleSwitch
                key={trouble.id}
                title={trouble.title}
                effect={trouble.effect}
                checked={on.has(trouble.id)}
                onChange={({ checked }) => onSwitch({ trouble, on: checked })}
              />
            ))}
          </fieldset>
        ))}
        <section className={classes.Group} aria-labelledby="trouble-edit">
          <h3 id="trouble-edit" className={classes.Title}>
            Edit somebody in Clerk
          </h3>
          <EditInClerk {...edit} />
        </section>
        <SignUps {...props} />
      </div>
    </Drawer>
  );
}

/** "1 trouble is on", "3 troubles are on". */
export function troublesOn(count: number): string {
  return count === 1 ? "1 trouble is on" : `${count} troubles are on`;
}

function SignUps({
  signUps,
  onSignUp,
  onStopSignUps,
}: Pick<TroubleViewProps, "signUps" | "onSignUp" | "onStopSignUps">) {
  return (
    <section className={classes.Group} aria-labelledby="trouble-crowd">
      <h3 id="trouble-crowd" className={classes.Title}>
        A crowd
      </h3>
      {signUps === null ? (
        <Button icon={<UserPlus />} onClick={onSignUp}>
          Sign up {CROWD.toLocaleString()} people
        </Button>
      ) : (
        <>
          <p>
            {signUps.done.toLocaleString()} of {signUps.total.toLocaleString()} have signed up.
          </p>
          <ProgressBar
            label="Signing people up"
            value={signUps.done}
            max={signUps.total}
            className={classes.Progress}
          />
          <Button icon={<Square />} onClick={onStopSignUps}>
            Stop
          </Button>
        </>
      )}
      <p className={classes.Effect}>Each sends an event, like a burst after a launch.</p>
    </section>
  );
}
