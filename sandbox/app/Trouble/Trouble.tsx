import { useState } from "react";
import { StandInMark } from "../StandInMark";
import { useTrouble } from "./Trouble.controller";
import { TroubleView } from "./Trouble.view";

/** The stand-in mark as the door to the panel that makes trouble. */
export function Trouble() {
  const [open, setOpen] = useState(false);
  const trouble = useTrouble();
  return (
    <>
      <StandInMark troubles={trouble.on.size} onOpen={() => setOpen(true)} />
      <TroubleView {...trouble} open={open} onOpenChange={(change) => setOpen(change.open)} />
    </>
  );
}
