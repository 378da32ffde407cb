import { UserRoundCheck, UserRoundX } from "lucide-react";
import type { ReactNode } from "react";
import { FieldValue, isPicture } from "./FieldValue";
import { marked, type Piece } from "./marked";
import classes from "./FieldValue.module.css";

type Both = { clerk: ReactNode; convex: ReactNode };

/** A field's two values, ready to be put side by side, with what differs marked. */
export function twoValues(field: string, clerk: string | null, convex: string | null): Both {
  if (field === "user") {
    return {
      clerk: <Presence there={clerk !== null} />,
      convex: <Presence there={convex !== null} />,
    };
  }
  if (clerk === null || convex === null || clerk === convex || isPicture(field)) {
    return {
      clerk: <FieldValue field={field} value={clerk} where="in Clerk" />,
      convex: <FieldValue field={field} value={convex} where="in Convex" />,
    };
  }
  const { left, right } = marked(clerk, convex);
  return { clerk: <Marked pieces={left} />, convex: <Marked pieces={right} /> };
}

function Marked({ pieces }: { pieces: Piece[] }) {
  return (
    <bdi className={classes.Marked}>
      {pieces.map(({ text, own }, at) =>
        own ? (
          <mark key={at} className={classes.Own}>
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </bdi>
  );
}

function Presence({ there }: { there: boolean }) {
  const Icon = there ? UserRoundCheck : UserRoundX;
  return (
    <span className={classes.Presence} data-there={there || undefined}>
      <Icon aria-hidden size={15} />
      {there ? "has this person" : "does not"}
    </span>
  );
}
