import { Dialog, Kbd } from "../../components/ui";
import type { KeyGroup } from "./keys";
import classes from "./KeyboardMap.module.css";

export type KeyboardMapProps = {
  open: boolean;
  onOpenChange: (change: { open: boolean }) => void;
  groups: readonly KeyGroup[];
};

/** Which keys do what, on the page that is shown. */
export function KeyboardMap({ open, onOpenChange, groups }: KeyboardMapProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      description="They rest while you type in a field."
    >
      <div className={classes.Groups}>
        {groups.map(({ title, lines }) => (
          <section key={title} aria-label={title}>
            <h3 className={classes.Title}>{title}</h3>
            <dl className={classes.Lines}>
              {lines.map(({ keys, does }) => (
                <div key={keys.join(" ")} className={classes.Line}>
                  <dt className={classes.Keys}>
                    {keys.map((key, at) => (
                      <span key={key} className={classes.Keys}>
                        {at > 0 && <span className={classes.Then}>then</span>}
                        {key.split(" ").map((part) => (
                          <Kbd key={part}>{part}</Kbd>
                        ))}
                      </span>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
