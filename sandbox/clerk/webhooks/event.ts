export type EventType = "user.created" | "user.updated" | "user.deleted";

/** What happened to whom, before it becomes a message. */
export interface UserEvent {
  readonly type: EventType;
  readonly userId: string;
  /** The user's JSON, or the deleted user's. */
  readonly data: object;
  /** ms */
  readonly at: number;
}

/** The body of a webhook in Clerk's envelope. */
export function eventPayload(event: UserEvent, instanceId: string): string {
  return JSON.stringify({
    data: event.data,
    event_attributes: { http_request: { client_ip: "127.0.0.1", user_agent: "clerk-sandbox" } },
    instance_id: instanceId,
    object: "event",
    timestamp: event.at,
    type: event.type,
  });
}
