import { useState } from "react";
import { ProfileForm } from "../../../src/components";

/** Links are guarded by the form itself; what an app's own code leaves by, it asks about itself. */
export function FormWithARouter({ leave }: { leave: () => void }) {
  const [isUnsaved, setUnsaved] = useState(false);
  return (
    <>
      <ProfileForm
        suggestedInterests={["Chess", "Music"]}
        onUnsavedChange={({ unsaved }) => setUnsaved(unsaved.length > 0)}
      />
      <button type="button" disabled={isUnsaved} onClick={leave}>
        To the next person
      </button>
    </>
  );
}
