import type { OrderedStore } from "../../kv/types";
import { plainError } from "../errors";
import { newId, randomText } from "../ids";
import { Table } from "../table";

type TicketRecord = { readonly user_id: string; readonly expires_at: number };

const DEFAULT_LIFETIME_SECONDS = 30 * 24 * 3600;

/** Clerk's sign-in tokens: whoever has one can sign in as its person, once. */
export class Tickets {
  private readonly store: OrderedStore;
  private readonly tickets: Table<TicketRecord>;

  constructor(store: OrderedStore) {
    this.store = store;
    this.tickets = new Table(store, "ticket");
  }

  /** @param expiresInSeconds @default 30 days, as Clerk's */
  issue(user_id: string, expiresInSeconds = DEFAULT_LIFETIME_SECONDS) {
    const ticket = `${newId("sit")}.${randomText(32)}`;
    const expires_at = Date.now() + expiresInSeconds * 1000;
    this.store.commit([this.tickets.put(ticket, { user_id, expires_at })]);
    return { id: ticket.slice(0, ticket.indexOf(".")), ticket };
  }

  /** Whose ticket it is; from now on it is used up. @throws {ClerkError} 400, as Clerk does */
  redeem(ticket: string): string {
    const record = this.tickets.get(ticket);
    if (record) this.store.commit([this.tickets.remove(ticket)]);
    if (!record || record.expires_at <= Date.now()) {
      const message = "This sign in token is invalid, has expired or has been used already.";
      throw plainError(400, "ticket_invalid_code", message);
    }
    return record.user_id;
  }
}
