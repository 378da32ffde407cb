import { useState } from "react";
import { Download } from "lucide-react";
import { Button } from "../../components/ui";
import { useExport, type EventArgs } from "./Export.controller";
import { ExportView } from "./Export.view";

export type ExportProps = {
  /** Which events are meant, as the list's query has it. */
  args: EventArgs;
  /** The same in words; empty when all are. */
  filter: string;
};

/** The button that opens the export, and its dialog. */
export function Export({ args, filter }: ExportProps) {
  const [open, setOpen] = useState(false);
  const { reset, ...view } = useExport(args);
  return (
    <>
      <Button size="small" icon={<Download aria-hidden />} onClick={() => setOpen(true)}>
        Export
      </Button>
      <ExportView
        {...view}
        open={open}
        filter={filter}
        onOpenChange={(change) => {
          setOpen(change.open);
          if (!change.open) reset();
        }}
      />
    </>
  );
}
