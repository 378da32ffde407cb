import { AvatarPicker } from "../../../src/components";

/** The picture alone, small, with words that fit the place. */
export function PictureInAHeader() {
  return <AvatarPicker size={56} strings={{ change: "New picture", hint: "At most 10 MB." }} />;
}
