import clsx from "clsx";
import { ScrollText, SearchX } from "lucide-react";
import { Button, EmptyState, RelativeTime, Select } from "../../components/ui";
import { FilterChip } from "../FilterChip/FilterChip";
import { ListPage } from "../ListPage/ListPage";
import cells from "../ListPage/ListPage.module.css";
import type { ListState } from "../lib/listState";
import type { AuditRow } from "../types";
import { VirtualTableView, type Column } from "../VirtualTable/VirtualTable.view";
import { actionWords, AUDIT_ACTIONS, detailWords, subjectWords } from "./auditWords";
import classes from "./Audit.module.css";

export type AuditFilter = { actor: string | null; subject: string | null; action: string | null };

export type AuditViewProps = {
  list: ListState<AuditRow>;
  filter: AuditFilter;
  /** Where a deed leads: to the person, event or scan that it was done to. */
  rowHref: (row: AuditRow) => string;
  onFilter: (change: Partial<AuditFilter>) => void;
  onMore: () => void;
};

/** What staff did: who, when, to whom. */
export function AuditView(props: AuditViewProps) {
  const { list, filter, rowHref, onFilter, onMore } = props;
  return (
    <ListPage
      title="Audit"
      filterLabel="Find deeds"
      filters={<Filters list={list} filter={filter} onFilter={onFilter} />}
    >
      <VirtualTableView
        label="What staff did"
        columns={columns(onFilter)}
        list={list}
        rowKey={(row) => row._id}
        rowHref={rowHref}
        openKey={null}
        onMore={onMore}
        rowClassName={classes.Row ?? ""}
        empty={<NoDeeds filter={filter} onFilter={onFilter} />}
      />
    </ListPage>
  );
}

const ACTIONS = [{ value: "any", label: "Anything done" }, ...AUDIT_ACTIONS];

function Filters({ list, filter, onFilter }: Pick<AuditViewProps, "list" | "filter" | "onFilter">) {
  const rows = list.status === "ready" ? list.rows : [];
  const subject = rows.find((row) => row.subject === filter.subject);
  const nameOf = {
    actor: rows.find(({ actor }) => actor === filter.actor)?.actor_name,
    subject: subject && subjectWords(subject),
  };
  return (
    <>
      <Select
        label="What was done"
        hideLabel
        value={filter.action ?? "any"}
        options={ACTIONS}
        onValueChange={({ value }) => onFilter({ action: value === "any" ? null : value })}
      />
      {filter.actor !== null && (
        <FilterChip
          label="Done by"
          value={nameOf.actor ?? filter.actor}
          onClear={() => onFilter({ actor: null })}
        />
      )}
      {filter.subject !== null && (
        <FilterChip
          label="Done to"
          value={nameOf.subject ?? filter.subject}
          onClear={() => onFilter({ subject: null })}
        />
      )}
    </>
  );
}

function columns(
  onFilter: AuditViewProps["onFilter"],
): readonly [Column<AuditRow>, ...Column<AuditRow>[]] {
  return [
    {
      id: "deed",
      header: "What",
      cell: (row) => <span className={cells.Strong}>{actionWords(row.action)}</span>,
    },
    {
      id: "detail",
      header: "In detail",
      cell: (row) => (
        <span className={clsx(cells.Clipped, cells.Quiet)} title={detailWords(row)}>
          {detailWords(row)}
        </span>
      ),
    },
    {
      id: "actor",
      header: "Who",
      cell: ({ actor, actor_name }) => (
        <Narrow
          name={actor_name}
          title={`Only what ${actor_name} did`}
          onClick={() => onFilter({ actor })}
        />
      ),
    },
    {
      id: "subject",
      header: "To whom",
      cell: (row) =>
        row.subject === null ? (
          <span className={cells.Faint}>{subjectWords(row)}</span>
        ) : (
          <Narrow
            name={subjectWords(row)}
            title={`Only what was done to ${row.subject_name ?? row.subject}`}
            onClick={() => onFilter({ subject: row.subject })}
          />
        ),
    },
    { id: "at", header: "When", cell: ({ at }) => <RelativeTime at={at} /> },
  ];
}

/** A name that narrows the list to what has to do with it. */
function Narrow({ name, title, onClick }: { name: string; title: string; onClick: () => void }) {
  return (
    <button type="button" tabIndex={-1} title={title} onClick={onClick} className={classes.Narrow}>
      <bdi>{name}</bdi>
    </button>
  );
}

function NoDeeds({ filter, onFilter }: Pick<AuditViewProps, "filter" | "onFilter">) {
  if (Object.values(filter).some((value) => value !== null)) {
    const clear = { actor: null, subject: null, action: null };
    return (
      <EmptyState
        icon={SearchX}
        title="No deed matches"
        actions={<Button onClick={() => onFilter(clear)}>Clear filters</Button>}
      >
        Nothing of the kind was done, as far back as the log goes.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ScrollText} title="Nothing was done yet">
      When staff replay an event, end a difference, start a scan or reveal an e-mail, it is written
      down here: who, when, and to whom.
    </EmptyState>
  );
}
