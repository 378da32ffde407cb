import { useMutation, useQuery } from "convex/react";
import { useEffect, useRef, useState } from "react";
import { api } from "../../../convex/_generated/api";
import { Banner } from "../../components/ui";
import { useDebounced } from "../../dashboard/lib/useDebounced";
import { useRole } from "../../dashboard/lib/useRole";
import { queryProblem } from "../../dashboard/QueryBoundary/queryProblem";
import type { UserRow } from "../../dashboard/types";
import { DEFAULT_PATHS, dashboardLinks } from "../../dashboard/urls";
import { IfAllowed } from "../IfAllowed";
import type { Theme } from "../theme";
import { CommandPaletteView } from "./CommandPalette.view";
import classes from "./CommandPalette.module.css";
import { commandGroups, type Offer, type Task } from "./commands";

export type CommandPaletteProps = Pick<Offer, "pages"> & {
  open: boolean;
  onOpenChange: (change: { open: boolean }) => void;
  onGo: (href: string) => void;
  onTheme: (theme: Theme) => void;
  onShowKeys: () => void;
};

const links = dashboardLinks(DEFAULT_PATHS);
const TYPING_PAUSE_MS = 150;
/** A palette is for knowing whom one wants; the list of people is for looking around. */
const MAX_PEOPLE = 6;

/** The palette, joined to the server: finds people and starts scans, for those who may. */
export function CommandPalette(props: CommandPaletteProps) {
  return (
    <IfAllowed fallback={<Palette {...props} role={null} />}>
      <ForStaff {...props} />
    </IfAllowed>
  );
}

function ForStaff(props: CommandPaletteProps) {
  return <Palette {...props} role={useRole() ?? null} />;
}

function Palette(props: CommandPaletteProps & Pick<Offer, "role">) {
  const { pages, role, open, onOpenChange, onGo, onTheme, onShowKeys } = props;
  const [query, setQuery] = useState("");
  const chosen = useRef<Task | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { people, searching } = usePeople(role === null ? "" : query);
  const startScan = useMutation(api.reconcile.start);

  const perform = (task: Task) => {
    switch (task.do) {
      case "go":
        return onGo(task.href);
      case "theme":
        return onTheme(task.theme);
      case "keys":
        return onShowKeys();
      case "copy_address":
        return void navigator.clipboard.writeText(location.href).catch(explain);
      case "scan":
        return void startScan({ kind: task.kind }).then(() => onGo(links.runs()), explain);
    }
  };
  const explain = (error: unknown) => {
    const said = queryProblem(error);
    setProblem(said.kind === "failed" ? said.message : "You may not do that any more.");
  };
  // By hand what useEffectEvent does, which React has only since 19.2.
  const latest = useRef(perform);
  useEffect(() => {
    latest.current = perform;
  });
  // Only once the palette is gone: it holds the focus, which the task may want elsewhere.
  useEffect(() => {
    const task = chosen.current;
    if (open || task === null) return;
    chosen.current = null;
    latest.current(task);
  }, [open]);

  return (
    <>
      {problem && (
        <div role="alert" className={classes.Problem}>
          <Banner tone="danger" title="That did not work" onDismiss={() => setProblem(null)}>
            {problem}
          </Banner>
        </div>
      )}
      <CommandPaletteView
        open={open}
        onOpenChange={(change) => {
          setQuery("");
          onOpenChange(change);
        }}
        query={query}
        onQuery={({ query }) => setQuery(query)}
        groups={commandGroups({ pages, people, query, role, links })}
        searching={searching}
        onRun={({ command }) => {
          chosen.current = command.task;
          setQuery("");
          onOpenChange({ open: false });
        }}
      />
    </>
  );
}

/** The first few who match what is typed, once it is more than a letter. */
function usePeople(query: string): { people: readonly UserRow[]; searching: boolean } {
  const search = useDebounced(query.trim(), TYPING_PAUSE_MS);
  const wanted = search.length > 1;
  const found = useQuery(
    api.dashboard.listUsers,
    wanted ? { search, paginationOpts: { numItems: MAX_PEOPLE, cursor: null } } : "skip",
  );
  return { people: found?.page ?? [], searching: wanted && found === undefined };
}
