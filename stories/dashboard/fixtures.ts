import type {
  EventData,
  EventRow,
  OverviewData,
  PersonData,
  UserRow,
} from "../../src/dashboard/types";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The moment that the stories are looked at; ages count from here. */
export const NOW = Date.now();

export const minutesAgo = (minutes: number) => NOW - minutes * MINUTE;

const PEOPLE = [
  ["Ada Lovelace", "ada"],
  ["Grace Hopper", "amazing.grace"],
  ["王小明", "xiaoming"],
  ["Chimamanda Okafor-Nwosu", "chimamanda_o"],
  ["محمد علي", "m.ali"],
  ["Søren Ågaard", "soren"],
  ["Ximena de la Cruz y Hernández-Villaseñor", "ximena"],
  ["田中 さくら", "sakura"],
  ["Ольга Петрова", "olga_p"],
  ["Bo", null],
  ["Priya Raghunathan", "priya"],
  ["Maximilian Graf von Hohenberg", "max"],
] as const;

const STATES = [
  ["in_sync", "Clerk and Convex hold the same."],
  ["in_sync", "Clerk and Convex hold the same."],
  ["pending", "A new first name is on its way to Clerk."],
  ["drifted", "Clerk still has the old last name."],
  ["in_sync", "Clerk and Convex hold the same."],
  ["failed", "The last event could not be applied: the username is taken here."],
  ["in_sync", "Clerk and Convex hold the same."],
  ["deleted", "Deleted in Clerk."],
] as const;

/** The person at a place of the list; the same place always gives the same person. */
export function userRow(at: number, overrides: Partial<UserRow> = {}): UserRow {
  const [name, username] = PEOPLE[at % PEOPLE.length] ?? PEOPLE[0];
  const [status, reason] = STATES[at % STATES.length] ?? STATES[0];
  return {
    externalId: `user_${String(at).padStart(4, "0")}`,
    name,
    username,
    email_masked: at % 9 === 8 ? null : `${name.slice(0, 1).toLowerCase()}•••@example.com`,
    image_url: at % 3 === 0 ? picture(at) : null,
    status,
    drifted_fields: status === "drifted" ? ["last_name"] : [],
    reason,
    last_event_at: minutesAgo(at * at),
    signed_up_at: minutesAgo(60 * 24 * (at + 3)),
    updated_at: minutesAgo(at * at),
    ...overrides,
  };
}

export const userRows = (count: number) => Array.from({ length: count }, (_, at) => userRow(at));

/** A picture that needs no server: a field of two colours. */
function picture(at: number): string {
  const hue = (at * 67) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="hsl(${hue} 55% 62%)"/><circle cx="4" cy="8.5" r="4" fill="hsl(${hue} 45% 38%)"/><circle cx="4" cy="3.2" r="1.7" fill="hsl(${hue} 45% 38%)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const EVENTS: readonly Partial<EventRow>[] = [
  { changes: [{ field: "first_name", from: "Ada", to: "Augusta Ada" }] },
  {},
  { type: "user.created", changes: [{ field: "username", from: null, to: "xiaoming" }] },
  { status: "stale", deliveries: 2 },
  {
    status: "failed",
    attempts: 3,
    processed_at: null,
    next_attempt_at: NOW + 5 * MINUTE,
    error: { kind: "invalid_field", message: "Username: no spaces." },
  },
  { type: "user.deleted" },
  {
    status: "ignored",
    error: { kind: "wrong_instance", message: "It comes from another Clerk instance." },
  },
  { status: "received", processed_at: null, attempts: 0 },
  {
    status: "dead",
    attempts: 8,
    error: { kind: "invalid_field", message: "Username: no spaces." },
  },
];

/** The event at a place of the list; the same place always gives the same event. */
export function eventRow(at: number, overrides: Partial<EventRow> = {}): EventRow {
  const received_at = minutesAgo(at * 7);
  return {
    // Ids of documents are strings with a brand that only the server gives.
    _id: `event_${at}` as EventRow["_id"],
    svix_id: `msg_${String(at).padStart(4, "0")}`,
    type: "user.updated",
    externalId: `user_${String(at).padStart(4, "0")}`,
    name: userRow(at).name,
    event_at: received_at - 1_200,
    received_at,
    processed_at: received_at + 80,
    status: "applied",
    deliveries: 1,
    attempts: 1,
    next_attempt_at: null,
    error: null,
    changes: [],
    held_back: [],
    instance_id: "ins_2fP8mQ",
    replayed_at: null,
    ...EVENTS[at % EVENTS.length],
    ...overrides,
  };
}

/** One event with all that is kept of it. */
export function eventData(at: number, overrides: Partial<EventData> = {}): EventData {
  const row = eventRow(at);
  const { externalId, received_at, status, error } = row;
  return {
    ...row,
    attempt_log:
      status === "received"
        ? []
        : Array.from({ length: row.attempts }, (_, attempt) => ({
            at: received_at + 80 + attempt * 20_000,
            outcome: attempt === row.attempts - 1 ? status : ("failed" as const),
            error,
          })),
    replayed_by: null,
    replayed_by_name: null,
    not_replayable: null,
    payload: {
      id: externalId,
      object: "user",
      username: "ada",
      first_name: "Augusta Ada",
      last_name: null,
      has_image: true,
      primary_email_address_id: "idn_2",
      email_addresses: [
        { id: "idn_1", email_address: "o***@example.com" },
        { id: "idn_2", email_address: "a***@example.com" },
      ],
      created_at: received_at - 90 * 24 * HOUR,
      updated_at: received_at - 1_200,
      dropped_keys: ["phone_numbers", "private_metadata", "last_sign_in_at"],
    },
    ...overrides,
  };
}

export const eventRows = (count: number) => Array.from({ length: count }, (_, at) => eventRow(at));

/** A person whose two sides hold the same, unless told otherwise. */
export function person(overrides: Partial<PersonData> = {}): PersonData {
  const { externalId, name, username, email_masked, image_url } = userRow(0);
  return {
    externalId,
    name,
    username,
    email_masked,
    image_url,
    status: "in_sync",
    reason: "Clerk and Convex hold the same.",
    deleted_at: null,
    clerk_updated_at: minutesAgo(12),
    last_event_at: minutesAgo(12),
    last_checked_at: minutesAgo(90),
    fields: fields(),
    writes: [write()],
    events: [
      eventRow(0, { received_at: minutesAgo(12) }),
      eventRow(2, { received_at: minutesAgo(60 * 24 * 40) }),
    ],
    findings: [],
    audit: [],
    has_older: false,
    check: null,
    one_sided: null,
    ...overrides,
  };
}

type Field = PersonData["fields"][number];

/** All fields, equal on both sides but for what `changed` says about a field. */
export function fields(changed: Record<string, Partial<Field>> = {}): Field[] {
  const values: readonly [string, string, string | null][] = [
    ["username", "Username", "ada"],
    ["first_name", "First name", "Augusta Ada"],
    ["last_name", "Last name", "Lovelace"],
    ["image_url", "Picture", picture(0)],
    ["email", "E-mail", "a•••@example.com"],
    ["interests", "Interests", "mathematics, engines"],
    ["onboarding", "Onboarding", null],
  ];
  return values.map(([field, label, value]) => {
    const owner = field === "interests" || field === "onboarding" ? "convex" : "clerk";
    return {
      field,
      label,
      owner,
      convex: value,
      clerk: owner === "clerk" ? value : null,
      differs: false,
      pending: false,
      differs_since: null,
      touched_by: null,
      ...changed[field],
    };
  });
}

type Write = PersonData["writes"][number];

export function write(overrides: Partial<Write> = {}): Write {
  return {
    operation_id: "op_1",
    origin: "profile",
    requested: { first_name: "Augusta Ada" },
    overruled: [],
    clerk: "done",
    attempts: 1,
    error: null,
    started_at: minutesAgo(12),
    settled_at: minutesAgo(12),
    confirmed_by: "webhook",
    ...overrides,
  };
}

type Finding = PersonData["findings"][number];

export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    // Ids of documents are strings with a brand that only the server gives.
    _id: "finding_1" as Finding["_id"],
    field: "last_name",
    kind: "field_mismatch",
    clerk: "Byron",
    convex: "Lovelace",
    found_by: "scan",
    found_at: minutesAgo(90),
    resolved_at: null,
    resolution: null,
    decision: null,
    undo_until: null,
    ...overrides,
  };
}

/** A calm day, unless told otherwise. */
export function overviewData(overrides: Partial<OverviewData> = {}): OverviewData {
  const thisHour = Math.floor(NOW / HOUR) * HOUR;
  return {
    counts: { in_sync: 1_248, pending: 3, drifted: 2, failed: 1, deleted: 19 },
    counts_lag: false,
    hours_since: thisHour - 23 * HOUR,
    events: {
      days: [],
      hours: Array.from({ length: 24 }, (_, at) => at)
        .filter((at) => at % 11 !== 5)
        .flatMap((at) => {
          const hour = thisHour - at * HOUR;
          const applied = Math.round(26 + 22 * Math.sin(at / 3.2) + ((at * 7) % 9));
          return [
            { hour, type: "user.updated", outcome: "applied" as const, count: applied },
            { hour, type: "user.created", outcome: "applied" as const, count: at % 4 },
            { hour, type: "user.updated", outcome: "stale" as const, count: at % 3 },
            ...(at === 4
              ? [{ hour, type: "user.updated", outcome: "dead" as const, count: 4 }]
              : []),
          ];
        }),
    },
    saves: {
      count: 96,
      p50_ms: 1_180,
      p95_ms: 4_300,
      steps: [0, 1, 2, 3, 5, 6, 9, 10, 11, 12, 14].map((at) => ({
        start: thisHour - at * HOUR,
        count: 4 + (at % 5),
        p50_ms: 1_000 + 260 * Math.sin(at),
        p95_ms: 3_600 + 1_500 * Math.sin(at / 2),
      })),
    },
    failures: [
      { of: "event", kind: "invalid_payload", count: 9 },
      { of: "save", kind: "form_identifier_exists", count: 5 },
      { of: "save", kind: "unreachable", count: 1 },
    ],
    drift: {
      open: [
        { field: "last_name", kind: "field_mismatch", count: 2 },
        { field: "image_url", kind: "stale_avatar", count: 1 },
      ],
      found: Array.from({ length: 7 }, (_, at) => at).flatMap((at) => {
        const day = NOW - (NOW % (24 * HOUR)) - at * 24 * HOUR;
        return [
          { day, kind: "field_mismatch", count: (at * 5) % 4 },
          { day, kind: "stale_avatar", count: at % 2 },
        ].filter(({ count }) => count > 0);
      }),
    },
    scans: [
      {
        kind: "quick",
        last: scan({ started_at: minutesAgo(9), ended_at: minutesAgo(9) + 2_400, done: 41 }),
        next_due_at: NOW + 6 * MINUTE,
      },
      {
        kind: "full",
        last: scan({ started_at: minutesAgo(60 * 7), ended_at: minutesAgo(60 * 7) + 74_000 }),
        next_due_at: NOW + 17 * HOUR,
      },
    ],
    last_event_at: minutesAgo(2),
    oldest_unprocessed_at: null,
    warnings: [],
    ...overrides,
  };
}

/** An overview of so many days, busier on working days. */
export function overviewOfDays(count: number): OverviewData {
  const today = NOW - (NOW % (24 * HOUR));
  const days = Array.from({ length: count }, (_, at) => today - at * 24 * HOUR);
  return overviewData({
    hours_since: days.at(-1) ?? today,
    events: {
      hours: [],
      days: days.flatMap((day, at) => [
        { day, type: "user.updated", outcome: "applied", count: at % 7 < 5 ? 480 - at * 9 : 90 },
        { day, type: "user.created", outcome: "applied", count: 20 + ((at * 13) % 30) },
        { day, type: "user.deleted", outcome: "applied", count: at % 3 },
        { day, type: "user.updated", outcome: "stale", count: 12 + at },
      ]),
    },
  });
}

type Scan = NonNullable<OverviewData["scans"][number]["last"]>;

function scan(overrides: Partial<Scan>): Scan {
  return {
    state: "done",
    done: 1_254,
    total: 1_254,
    counts: { equal: 1_252, findings: 2, repairs: 0, unreadable: 0, list_calls: 3 },
    started_at: minutesAgo(9),
    ended_at: minutesAgo(8),
    ...overrides,
  };
}
