import { useState } from "react";
import { AvatarPickerView } from "../../../src/components";

/** A picture that is not the signed-in person's: the view takes any file to any place. */
export function PictureOfATeam({ upload }: { upload: (file: File) => Promise<string> }) {
  const [url, setUrl] = useState<string | null>(null);
  return (
    <AvatarPickerView
      url={url}
      name="Team Rocket"
      onChange={({ file }) => void upload(file).then(setUrl)}
      onRemove={() => setUrl(null)}
    />
  );
}
