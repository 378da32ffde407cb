import * as Menu from "@radix-ui/react-dropdown-menu";
import { Check, Columns3Cog } from "lucide-react";
import { Button } from "../../components/ui";
import classes from "./ViewMenu.module.css";

export type ViewMenuProps<Column extends string, Sort extends string> = {
  /** The columns that can be left out. */
  columns: readonly { id: Column; header: string }[];
  shown: readonly Column[];
  onColumns: (change: { shown: Column[] }) => void;
  /** The orders that the list can be in. @default none to choose from */
  sorts?: readonly { value: Sort; label: string }[];
  sort?: Sort;
  onSort?: (change: { sort: Sort }) => void;
};

/** How a list looks: its columns, and its order where the headings are out of reach. */
export function ViewMenu<Column extends string, Sort extends string = never>({
  columns,
  shown,
  onColumns,
  sorts = [],
  sort,
  onSort,
}: ViewMenuProps<Column, Sort>) {
  function toggle(id: Column, checked: boolean) {
    const next = columns.map((column) => column.id);
    onColumns({
      shown: next.filter((each) => (each === id ? checked : shown.includes(each))),
    });
  }
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger asChild>
        <Button size="small" variant="quiet" icon={<Columns3Cog aria-hidden />}>
          View
        </Button>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content className={classes.Menu} align="end" sideOffset={4} collisionPadding={8}>
          {sorts.length > 0 && (
            <>
              <Menu.Label className={classes.Label}>Order</Menu.Label>
              <Menu.RadioGroup
                value={sort ?? ""}
                onValueChange={(value) => {
                  const chosen = sorts.find((each) => each.value === value);
                  if (chosen) onSort?.({ sort: chosen.value });
                }}
              >
                {sorts.map(({ value, label }) => (
                  <Menu.RadioItem key={value} value={value} className={classes.Item}>
                    <Tick />
                    {label}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <Menu.Separator className={classes.Separator} />
            </>
          )}
          <Menu.Label className={classes.Label}>Columns</Menu.Label>
          {columns.map(({ id, header }) => (
            <Menu.CheckboxItem
              key={id}
              checked={shown.includes(id)}
              onCheckedChange={(checked) => toggle(id, checked)}
              // The menu stays open: one seldom wants to change a single column.
              onSelect={(event) => event.preventDefault()}
              className={classes.Item}
            >
              <Tick />
              {header}
            </Menu.CheckboxItem>
          ))}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Tick() {
  return (
    <span className={classes.Tick}>
      <Menu.ItemIndicator>
        <Check aria-hidden size={14} />
      </Menu.ItemIndicator>
    </span>
  );
}
