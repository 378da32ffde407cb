import { Export } from "../Export/Export";
import { NeedsRole } from "../NeedsRole/NeedsRole";
import { ReplayMany } from "../ReplayMany/ReplayMany";
import type { Role } from "../lib/useRole";
import {
  argsOf,
  filterWords,
  replayFilterOf,
  whyNoReplay,
  type EventsFilter,
} from "./eventsFilter";

export type EventActionsProps = {
  filter: EventsFilter;
  /** What the person who looks may do; `undefined` while that is not known. */
  role: Role | undefined;
};

/** What can be done with all events that the filter means. */
export function EventActions({ filter, role }: EventActionsProps) {
  const words = filterWords(filter);
  return (
    <>
      {role === "support" && <NeedsRole doing="Replaying" />}
      {role === "admin" && (
        <ReplayMany filter={replayFilterOf(filter)} words={words} whyNot={whyNoReplay(filter)} />
      )}
      <Export args={argsOf(filter)} filter={words} />
    </>
  );
}
