import { SyncBadgeView } from "../SyncBadge/SyncBadge.view";
import { Avatar } from "../ui";
import classes from "./ProfileForm.module.css";
import type { ProfileFormStrings } from "./ProfileForm.strings";
import type { ReadyModel } from "./ProfileForm.view";

/** Who this is, as stored: it changes when a save shows, not while typing. */
export function Person({
  model: { stored, imageUrl, sync, connected },
  hasSlot,
  strings,
}: {
  model: ReadyModel;
  /** Whether the picture has a place of its own. */
  hasSlot: boolean;
  strings: ProfileFormStrings;
}) {
  const name = [stored.first_name, stored.last_name].filter(Boolean).join(" ");
  return (
    <header className={classes.Person}>
      {!hasSlot && <Avatar name="" initialsOf={name || stored.username} src={imageUrl} size={56} />}
      <div className={classes.Names}>
        <h2 className={classes.Name}>
          <bdi>{name || strings.nameless}</bdi>
        </h2>
        {stored.username && (
          <p className={classes.Username}>
            <bdi>@{stored.username}</bdi>
          </p>
        )}
      </div>
      <SyncBadgeView model={{ status: "ready", sync, connected }} />
    </header>
  );
}
