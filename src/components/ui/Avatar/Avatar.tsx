import { UserRound } from "lucide-react";
import { clsx } from "clsx";
import { useState, type ComponentPropsWithRef, type CSSProperties } from "react";
import classes from "./Avatar.module.css";
import { initials } from "./initials";

export interface AvatarProps extends Omit<ComponentPropsWithRef<"span">, "children"> {
  /** Whose picture it is. Empty where the name stands right beside it: then it is decoration. */
  name: string;
  /** The picture; without one, or when it does not load, the initials. */
  src?: string | null;
  /**
   * The name whose initials to show, where `name` is empty.
   * @default name
   */
  initialsOf?: string;
  /** In pixels. @default 32 */
  size?: number;
}

/** A person's picture, or their initials. */
export function Avatar({
  name,
  src,
  initialsOf = name,
  size = 32,
  className,
  style,
  ...rest
}: AvatarProps) {
  const sized: CSSProperties & Record<"--avatar-size", string> = {
    "--avatar-size": `${size / 16}rem`,
    ...style,
  };
  return (
    <span
      {...rest}
      {...(name ? { role: "img", "aria-label": name } : { "aria-hidden": true })}
      className={clsx("ccs-Avatar", classes.Avatar, className)}
      style={sized}
    >
      {/* The key forgets a failure when another picture comes. */}
      <Picture key={src ?? ""} src={src ?? null} initials={initials(initialsOf)} />
    </span>
  );
}

function Picture({ src, initials }: { src: string | null; initials: string }) {
  const [failed, setFailed] = useState(false);
  // No initials while loading: a cached picture is there at once, and they would flash before it.
  if (src !== null && !failed) {
    return (
      <img
        src={src}
        alt=""
        decoding="async"
        draggable={false}
        className={classes.Image}
        onError={() => setFailed(true)}
      />
    );
  }
  return initials ? <span>{initials}</span> : <UserRound className={classes.Nobody} />;
}
