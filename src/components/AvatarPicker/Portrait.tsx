import { Avatar } from "../ui";
import classes from "./AvatarPicker.module.css";
import type { AvatarPickerStrings } from "./AvatarPicker.strings";
import type { PictureWrite } from "./AvatarPicker.view";
import { useLoadedUrl } from "./useLoadedUrl";

export interface PortraitProps {
  url: string | null;
  name: string;
  size: number;
  write: PictureWrite;
  /** How far a chosen file has been opened, from 0 to 1; null when none is. */
  reading: number | null;
  strings: AvatarPickerStrings;
  /** A short cut for the mouse; the button beside it does the same for everybody. */
  onClick: (() => void) | undefined;
}

/** The picture as it is now, in a ring that shows how far its sending is. */
export function Portrait({ url, name, size, write, reading, strings, onClick }: PortraitProps) {
  const loaded = useLoadedUrl(url);
  const sending = write.status === "saving" ? write.upload : null;
  const share = reading ?? sending;
  return (
    <div className={classes.Portrait} data-clickable={onClick ? true : undefined} onClick={onClick}>
      <Avatar
        name={loaded === null ? strings.initials(name) : strings.picture(name)}
        initialsOf={name}
        src={loaded}
        size={size}
      />
      {share !== null && (
        <Ring share={share} label={reading === null ? strings.sending : strings.reading} />
      )}
    </div>
  );
}

/** A circle that closes. */
function Ring({ share, label }: { share: number; label: string }) {
  return (
    <svg
      viewBox="0 0 100 100"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      className={classes.Ring}
    >
      <circle cx="50" cy="50" r="48" pathLength="100" className={classes.Track} />
      <circle
        cx="50"
        cy="50"
        r="48"
        pathLength="100"
        strokeDasharray={`${share * 100} 100`}
        className={classes.Done}
      />
    </svg>
  );
}
