import { useId } from "react";
import classes from "./Trouble.module.css";

export interface TroubleSwitchProps {
  readonly title: string;
  readonly effect: string;
  readonly checked: boolean;
  readonly onChange: (change: { checked: boolean }) => void;
}

/** One trouble, on or off. */
export function TroubleSwitch({ title, effect, checked, onChange }: TroubleSwitchProps) {
  const id = useId();
  return (
    <label className={classes.Switch}>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-effect`}
        onChange={(event) => onChange({ checked: event.target.checked })}
        className={classes.Box}
      />
      <span id={`${id}-title`} className={classes.SwitchTitle}>
        {title}
      </span>
      <span id={`${id}-effect`} className={classes.Effect}>
        {effect}
      </span>
    </label>
  );
}
