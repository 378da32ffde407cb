import { CircleCheck, CircleHelp, Info, TriangleAlert, type LucideIcon } from "lucide-react";
import { Spinner } from "../ui";
import classes from "./ProfileForm.module.css";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import { USUAL_MIN_LENGTH, type UsernameHint } from "./username";

type Tone = "success" | "warning" | undefined;

const looks: Record<UsernameHint["status"], { icon: LucideIcon | null; tone?: Tone }> = {
  none: { icon: null },
  unusual: { icon: Info },
  checking: { icon: null },
  free: { icon: CircleCheck, tone: "success" },
  taken: { icon: TriangleAlert, tone: "warning" },
  unchecked: { icon: CircleHelp },
};

/** What is known of the username, under its field. */
export function UsernameNotice({
  status,
  words,
}: {
  status: UsernameHint["status"];
  words: string;
}) {
  const { icon: Icon, tone } = looks[status];
  return (
    <p className={classes.UsernameNotice} data-tone={tone} data-status={status}>
      {status === "checking" ? <Spinner /> : Icon && <Icon aria-hidden size={14} />}
      <span>{words}</span>
    </p>
  );
}

/** The hint in words; null when there is nothing to say. */
export function hintWords(hint: UsernameHint, { username }: ProfileFormStrings): string | null {
  switch (hint.status) {
    case "none":
      return null;
    case "unusual":
      return username.unusual[hint.reason](USUAL_MIN_LENGTH);
    default:
      return username[hint.status];
  }
}
