import { VisuallyHidden } from "../ui";
import { ProfileField, type ProfileFieldProps } from "./ProfileField";
import type { CheckUsername } from "./username";
import { hintWords, UsernameNotice } from "./UsernameNotice";
import { useUsernameHint } from "./useUsernameHint";

export interface UsernameFieldProps extends Omit<ProfileFieldProps, "news"> {
  /** A mistake, said as a hint for as long as it is not held against anyone. */
  early: string | undefined;
  stored: string;
  check: CheckUsername | undefined;
}

/** The username, and under it what is known of it while it is typed. */
export function UsernameField({ early, stored, check, ...field }: UsernameFieldProps) {
  const hint = useUsernameHint(field.value, stored, check);
  const words = early ?? hintWords(hint, field.strings);
  // What is wrong is said by the error; what comes by itself is announced.
  const news = field.error ? null : words;
  return (
    <div>
      <ProfileField
        {...field}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        leading="@"
        news={news && <UsernameNotice status={early ? "unusual" : hint.status} words={news} />}
      />
      <VisuallyHidden aria-live="polite">{hint.status === "checking" ? null : news}</VisuallyHidden>
    </div>
  );
}
