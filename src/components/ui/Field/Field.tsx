import { CircleAlert } from "lucide-react";
import { clsx } from "clsx";
import { useId, type CSSProperties, type ReactNode } from "react";
import { VisuallyHidden } from "../VisuallyHidden/VisuallyHidden";
import classes from "./Field.module.css";

/** What every kind of field takes around its control. */
export interface FieldProps {
  label: ReactNode;
  /**
   * Keeps the label for screen readers only, where the place says it to everyone else.
   * @default false
   */
  hideLabel?: boolean;
  /** Help that is there before anything goes wrong. */
  hint?: ReactNode;
  /** What is wrong and how to mend it. Marks the control invalid. */
  error?: ReactNode;
  /** News about the field that is no error, such as a value that came in from elsewhere. */
  notice?: ReactNode;
  /** A word at the end of the label's line, such as "Optional". */
  aside?: ReactNode;
  /** The control's id. @default made up */
  id?: string;
  className?: string;
  style?: CSSProperties;
}

/** Tells the field's props from those of the control in it. */
export function splitFieldProps<Props extends FieldProps>({
  label,
  hideLabel,
  hint,
  error,
  notice,
  aside,
  id,
  className,
  style,
  ...control
}: Props) {
  const field = { label, hideLabel, hint, error, notice, aside, id, className, style };
  return { field, control };
}

/** What the control has to carry so that label, hint, notice and error belong to it. */
export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** Label, hint, notice and error around one control, joined to it by ids. */
export function Field({
  label,
  hideLabel = false,
  hint,
  error,
  notice,
  aside,
  id: givenId,
  className,
  style,
  children,
}: FieldProps & { children: (control: FieldControl) => ReactNode }) {
  const madeUpId = useId();
  const id = givenId ?? madeUpId;
  const parts = { error: `${id}-error`, notice: `${id}-notice`, hint: `${id}-hint` };
  const describedBy = [error && parts.error, notice && parts.notice, hint && parts.hint]
    .filter(Boolean)
    .join(" ");
  const labelElement = (
    <label htmlFor={id} className={classes.Label}>
      {label}
    </label>
  );
  return (
    <div
      className={clsx("ccs-Field", classes.Field, className)}
      style={style}
      data-invalid={error ? true : undefined}
    >
      {hideLabel ? (
        <VisuallyHidden>{labelElement}</VisuallyHidden>
      ) : (
        <div className={classes.LabelLine}>
          {labelElement}
          {aside && <span className={classes.Aside}>{aside}</span>}
        </div>
      )}
      {children({
        id,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error && (
        <p id={parts.error} className={classes.Error}>
          <CircleAlert aria-hidden size={14} />
          <span>{error}</span>
        </p>
      )}
      {notice && (
        <div id={parts.notice} className={classes.Notice}>
          {notice}
        </div>
      )}
      {hint && (
        <p id={parts.hint} className={classes.Hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
