import { auditSentence } from "../Audit/auditWords";
import type {
  DriftRow,
  EventRow,
  PersonData,
  PersonDeed,
  PersonFinding,
  PersonWrite,
} from "../types";
import {
  eventTypeWords,
  fieldWords,
  findingWords,
  foundByWords,
  originWords,
  outcomeSentence,
  overruledSentence,
  writeSentence,
} from "../words";

/** Something that happened to a person, of whichever kind. */
export type Moment = { at: number; key: string } & (
  | { kind: "save"; write: PersonWrite }
  | { kind: "event"; event: EventRow }
  | { kind: "found"; finding: PersonFinding }
  | { kind: "settled"; finding: PersonFinding }
  | { kind: "deed"; deed: PersonDeed }
);

/**
 * Saves, events, differences and deeds of staff as one line of time, newest first. It ends where
 * one of them was cut off: beyond that something would be missing in between.
 */
export function timeline(person: PersonData): Moment[] {
  const { writes, events, findings, audit } = person;
  const lists: Moment[][] = [
    writes.map((write) => {
      return { kind: "save", at: write.started_at, key: write.operation_id, write };
    }),
    events.map((event) => {
      return { kind: "event", at: event.received_at, key: event.svix_id, event };
    }),
    findings.map((finding) => {
      return { kind: "found", at: finding.found_at, key: `found ${finding._id}`, finding };
    }),
    audit.map((deed) => {
      return { kind: "deed", at: deed.at, key: deed._id, deed };
    }),
  ];
  const settled = findings.flatMap((finding): Moment[] =>
    finding.resolved_at === null
      ? []
      : [{ kind: "settled", at: finding.resolved_at, key: `settled ${finding._id}`, finding }],
  );
  const horizon = person.has_older ? lastOfFull(lists) : 0;
  return [...lists.flat(), ...settled]
    .filter(({ at }) => at >= horizon)
    .sort((a, b) => b.at - a.at);
}

/** The server cuts every list at the same length, so the longest are those that were cut. */
function lastOfFull(lists: readonly Moment[][]): number {
  const full = Math.max(...lists.map((list) => list.length));
  const ends = lists.filter((list) => list.length === full).map((list) => list.at(-1)?.at ?? 0);
  return Math.max(0, ...ends);
}

/** What happened, in a few words and in a sentence. */
export function momentWords(moment: Moment): { title: string; text: string } {
  switch (moment.kind) {
    case "save": {
      const { write } = moment;
      const fields = Object.keys(write.requested).map(fieldWords).join(", ");
      const lost = write.overruled.map(overruledSentence);
      return {
        title: `${originWords(write.origin)}: ${fields}`,
        text: [writeSentence(write), ...lost].join(" "),
      };
    }
    case "event": {
      const { event } = moment;
      return { title: eventTypeWords(event.type), text: outcomeSentence(event) };
    }
    case "found": {
      const { field, kind, found_by } = moment.finding;
      return {
        title: `Difference: ${fieldWords(field)}`,
        text: `${findingWords(kind)}, found ${foundByWords(found_by)}.`,
      };
    }
    case "settled": {
      const { finding } = moment;
      return { title: `Settled: ${fieldWords(finding.field)}`, text: settledSentence(finding) };
    }
    case "deed":
      return { title: moment.deed.actor_name, text: auditSentence(moment.deed) };
  }
}

const RESOLVED: Record<NonNullable<PersonFinding["resolution"]>, string> = {
  clerk_won: "Clerk’s value stands on both sides.",
  convex_won: "Convex’s value stands on both sides.",
  equal_again: "Both sides moved on to the same value.",
};

/** How a difference ended; also for one in the list of many people's. */
export function settledSentence({ resolution, decision }: PersonFinding | DriftRow): string {
  const end = resolution === null ? "It is gone." : RESOLVED[resolution];
  return decision !== null && decision.undone_at !== null ? `${end} That was undone later.` : end;
}
