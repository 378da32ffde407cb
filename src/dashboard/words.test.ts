import { describe, expect, it } from "vitest";
import { CLERK_STATES, EVENT_STATUSES } from "../../convex/model/statuses";
import type { EventRow } from "./types";
import {
  count,
  eventTypeWords,
  fieldWords,
  outcomeSentence,
  overruledSentence,
  warningWords,
  writeSentence,
} from "./words";

const event: EventRow = {
  _id: "event" as EventRow["_id"],
  svix_id: "msg_1",
  type: "user.updated",
  externalId: "user_1",
  name: null,
  event_at: 0,
  received_at: 0,
  processed_at: null,
  status: "applied",
  deliveries: 1,
  attempts: 1,
  next_attempt_at: null,
  error: null,
  changes: [],
  held_back: [],
  instance_id: null,
  replayed_at: null,
};

describe("outcomeSentence", () => {
  it("tells an event that changed something from one that found all in place", () => {
    const change = { field: "username", from: null, to: "ada" };
    expect(outcomeSentence({ ...event, changes: [change] })).toBe(
      "Applied. 1 field changed in Convex.",
    );
    expect(outcomeSentence(event)).toBe("Applied. Convex had all of it already.");
  });

  it("says whether a failed event is tried again", () => {
    expect(outcomeSentence({ ...event, status: "failed", attempts: 3 })).toBe(
      "Could not be applied in 3 attempts. It will be tried again.",
    );
    expect(outcomeSentence({ ...event, status: "dead", attempts: 8 })).toContain(
      "will not be tried again",
    );
  });

  it("has other words for every outcome", () => {
    const sentences = EVENT_STATUSES.map((status) => outcomeSentence({ ...event, status }));
    expect(new Set(sentences).size).toBe(EVENT_STATUSES.length);
  });
});

describe("writeSentence", () => {
  it("has other words for every state of Clerk's side", () => {
    const sentences = CLERK_STATES.map((clerk) =>
      writeSentence({ clerk, confirmed_by: null, overruled: [] }),
    );
    expect(new Set(sentences).size).toBe(CLERK_STATES.length);
  });

  it("says who confirmed that both sides have it", () => {
    expect(writeSentence({ clerk: "done", confirmed_by: null, overruled: [] })).toContain(
      "has not come back yet",
    );
    expect(writeSentence({ clerk: "done", confirmed_by: "webhook", overruled: [] })).toBe(
      "In both. Confirmed by Clerk's event.",
    );
  });

  it("tells a save that lost against Clerk from one that the person replaced, and by what", () => {
    const lost = { field: "first_name", requested: "Augusta", clerk: null, at: 0 };
    const superseded = { clerk: "superseded", confirmed_by: null } as const;
    expect(writeSentence({ ...superseded, overruled: [] })).toContain("newer save");
    expect(writeSentence({ ...superseded, overruled: [lost] })).toContain("Clerk was changed");
    expect(overruledSentence(lost)).toBe(
      "First name: Clerk has none since, so “Augusta” did not stay.",
    );
  });
});

describe("words for codes", () => {
  it("calls fields as the forms do", () => {
    expect(fieldWords("first_name")).toBe("First name");
    expect(fieldWords("profile_image_url")).toBe("Picture in Clerk");
  });

  it("shows what it does not know as it is", () => {
    expect(fieldWords("shoe_size")).toBe("shoe_size");
    expect(eventTypeWords("session.created")).toBe("session.created");
  });

  it("tells a warning's problem from the advice that follows it", () => {
    expect(warningWords({ message: "It is broken. Mend it. Then go on." })).toEqual({
      problem: "It is broken.",
      advice: "Mend it. Then go on.",
    });
    expect(warningWords({ message: "It is broken." })).toMatchObject({ advice: "" });
  });

  it("counts one and many", () => {
    expect(count(1, "event")).toBe("1 event");
    expect(count(0, "event")).toBe("0 events");
  });
});
