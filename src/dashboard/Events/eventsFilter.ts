import { outcomeLooks } from "../../components/ui/EventChip/EventChip";
import type { EventArgs } from "../Export/Export.controller";
import type { ReplayFilter } from "../ReplayMany/ReplayMany.controller";
import { rangeWords } from "../TimeRange/timeRange";
import type { EventOutcome } from "../types";
import type { EVENT_TYPES } from "../urls";
import { eventTypeWords } from "../words";

export type EventsFilter = {
  /** The beginning of a `svix-id`, a person's id, or words of the error. */
  q: string;
  type: (typeof EVENT_TYPES)[number] | null;
  outcome: EventOutcome | null;
  /** The Clerk user id of the only person to list. */
  person: string | null;
  /** Received from this moment on, and before that one, in ms. */
  from: number | null;
  to: number | null;
};

export const NO_FILTER: EventsFilter = {
  q: "",
  type: null,
  outcome: null,
  person: null,
  from: null,
  to: null,
};

/** Whether everything is listed. */
export function isEverything(filter: EventsFilter): boolean {
  return Object.values(filter).every((part) => part === null || part === "");
}

/** What Clerk's user ids begin with: one that is searched for is a person, and no word. */
const PERSON = "user_";

/** The filter as the list's query takes it. */
export function argsOf({ q, type, outcome, person, from, to }: EventsFilter): EventArgs {
  const search = q.trim();
  const isPerson = search.startsWith(PERSON);
  const externalId = isPerson ? search : person;
  return {
    ...(search !== "" && !isPerson && { search }),
    ...(type !== null && { type }),
    ...(outcome !== null && { status: outcome }),
    ...(externalId !== null && { externalId }),
    ...(from !== null && { since: from }),
    // Of the query's range the end is included.
    ...(to !== null && { until: to - 1 }),
  };
}

/** The filter as a replay of many takes it, which cannot search. */
export function replayFilterOf(filter: EventsFilter): ReplayFilter {
  const { search: _, ...rest } = argsOf(filter);
  return rest;
}

/** Why not all that match can be replayed; null when they can. */
export function whyNoReplay(filter: EventsFilter): string | null {
  if (argsOf(filter).search !== undefined) {
    return "Many are replayed by type, outcome, person and time. Clear the search first.";
  }
  if (isEverything(filter)) return "Choose a type, an outcome, a person or a time first.";
  return null;
}

/** The filter in words, such as "signed up, gave up, since 15 Jan, 09:30"; empty without one. */
export function filterWords({ q, type, outcome, person, from, to }: EventsFilter): string {
  return [
    type === null ? "" : `“${eventTypeWords(type)}”`,
    outcome === null ? "" : `outcome “${outcomeLooks[outcome].label}”`,
    person === null ? "" : `person ${person}`,
    from === null && to === null ? "" : rangeWords({ from, to }),
    q.trim() === "" ? "" : `matching “${q.trim()}”`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}
