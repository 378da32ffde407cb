import { Command as Cmdk } from "cmdk";
import type { LucideIcon } from "lucide-react";
import { useRef } from "react";
import { Dialog, Kbd } from "../../components/ui";
import classes from "./CommandPalette.module.css";

/** One thing that can be chosen. */
export type Command = {
  id: string;
  title: string;
  /** What tells it from others of that title, such as a username. */
  detail?: string;
  icon: LucideIcon;
  /** Further words by which it is found. */
  keywords?: readonly string[];
  /** The keys that do the same. */
  keys?: readonly string[];
  /** Why it cannot be done, such as a role that is missing. */
  needs?: string;
};

export type CommandGroup<Item extends Command = Command> = {
  title: string;
  commands: readonly Item[];
};

export type CommandPaletteViewProps<Item extends Command> = {
  open: boolean;
  onOpenChange: (change: { open: boolean }) => void;
  query: string;
  onQuery: (change: { query: string }) => void;
  groups: readonly CommandGroup<Item>[];
  /** People are being looked for. */
  searching: boolean;
  onRun: (choice: { command: Item }) => void;
};

/** Everything one can go to or do, found by typing. */
export function CommandPaletteView<Item extends Command>(props: CommandPaletteViewProps<Item>) {
  const { open, onOpenChange, query, onQuery, groups, searching, onRun } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Go to or do"
      initialFocus={input}
      className={classes.Palette}
    >
      <Cmdk label="Commands" loop className={classes.Command}>
        <Cmdk.Input
          ref={input}
          value={query}
          onValueChange={(query) => onQuery({ query })}
          placeholder="A page, a person, an event’s id, an action"
          className={classes.Input}
        />
        <Cmdk.List label="What matches" className={classes.List}>
          {groups.map(({ title, commands }) => (
            <Cmdk.Group key={title} heading={title} className={classes.Group}>
              {commands.map((command) => (
                <Line key={command.id} command={command} onRun={() => onRun({ command })} />
              ))}
            </Cmdk.Group>
          ))}
        </Cmdk.List>
        {/* Not in the list: what a listbox holds are options. */}
        <div role="status">
          <Cmdk.Empty className={classes.Nothing}>
            {searching ? "Looking for people …" : "Nothing is called that."}
          </Cmdk.Empty>
        </div>
      </Cmdk>
    </Dialog>
  );
}

function Line({ command, onRun }: { command: Command; onRun: () => void }) {
  const { id, title, detail, icon: Icon, keywords = [], keys, needs } = command;
  return (
    <Cmdk.Item
      value={id}
      keywords={[title, ...(detail ? [detail] : []), ...keywords]}
      disabled={needs !== undefined}
      onSelect={onRun}
      className={classes.Item}
    >
      <Icon aria-hidden size={16} />
      <span className={classes.Title} dir="auto">
        {title}
      </span>
      {(needs ?? detail) && (
        <span className={classes.Detail} dir="auto">
          {needs ?? detail}
        </span>
      )}
      {keys && (
        <span aria-hidden className={classes.Keys}>
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </Cmdk.Item>
  );
}
