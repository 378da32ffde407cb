import { useState, type FormEvent } from "react";
import { Button, Checkbox, SearchField, Select, TextField } from "../../../src/components/ui";
import { calledName, type Person } from "../Switcher/people";
import classes from "./Trouble.module.css";

export interface EditInClerkProps {
  /** Those who match the search. */
  readonly people: readonly Person[];
  readonly onSearch: (change: { search: string }) => void;
  readonly onEdit: (edit: { person: Person; first_name: string; withEvent: boolean }) => void;
  /** What the last edit came to, in a sentence. */
  readonly done: string | null;
}

/** Renames somebody as in Clerk's own dashboard, with or without telling Convex. */
export function EditInClerk({ people, onSearch, onEdit, done }: EditInClerkProps) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [withEvent, setWithEvent] = useState(true);
  const person = people.find(({ id }) => id === chosen) ?? people[0];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const first_name = name.trim();
    if (person && first_name !== "") onEdit({ person, first_name, withEvent });
  };
  return (
    <form className={classes.Form} onSubmit={submit}>
      <SearchField
        label="Whom to edit"
        placeholder="Find a person"
        value={search}
        onValueChange={({ value }) => {
          setSearch(value);
          onSearch({ search: value });
        }}
      />
      <Select
        label="Person"
        value={person?.id ?? ""}
        options={people.map((each) => ({ value: each.id, label: calledName(each) }))}
        onValueChange={({ value }) => setChosen(value)}
      />
      <TextField
        label="New first name"
        value={name}
        required
        onChange={(event) => setName(event.target.value)}
      />
      <Checkbox
        label="Clerk sends an event"
        checked={withEvent}
        onChange={(event) => setWithEvent(event.target.checked)}
      />
      <Button type="submit">Change it in Clerk</Button>
      <p role="status" className={classes.Effect}>
        {done ?? "Without the event nobody is told: a scan has to find it."}
      </p>
    </form>
  );
}
