import { FlaskConical } from "lucide-react";
import { Chip } from "../../src/components/ui";

/** Says plainly that nothing here is the real Clerk or the real Convex. */
export function StandInMark() {
  return (
    <Chip
      tone="neutral"
      icon={FlaskConical}
      title="Clerk and Convex are stand-ins on this machine. The people are invented."
    >
      Sandbox
    </Chip>
  );
}
