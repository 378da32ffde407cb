import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/ui";
import { useReplayMany, type ReplayFilter } from "./ReplayMany.controller";
import { ReplayManyView } from "./ReplayMany.view";

export type ReplayManyProps = {
  filter: ReplayFilter;
  /** The same in words. */
  words: string;
  /** Why this cannot be done with the list as it is filtered now; null when it can. */
  whyNot: string | null;
};

/** The button that opens the replay of all that match, and its dialog. */
export function ReplayMany({ filter, words, whyNot }: ReplayManyProps) {
  const [open, setOpen] = useState(false);
  const { count, ...view } = useReplayMany(filter);
  return (
    <>
      <Button
        size="small"
        icon={<RotateCcw aria-hidden />}
        aria-disabled={whyNot !== null || undefined}
        title={whyNot ?? undefined}
        onClick={() => {
          setOpen(true);
          count();
        }}
      >
        Replay all
      </Button>
      <ReplayManyView
        {...view}
        open={open}
        filter={words}
        onOpenChange={(change) => setOpen(change.open)}
      />
    </>
  );
}
