import { absolute, statusLooks } from "../../components/ui";
import { isPicture } from "../FieldValue/FieldValue";
import type { PersonData, PersonField } from "../types";
import { momentWords, timeline } from "./timeline";

/** Enough to see what happened, and short enough for a ticket. */
const MOMENTS = 10;

/** A person's case as plain text, for a ticket. Addresses stay masked, pictures are left out. */
export function ticketText(person: PersonData, now: number): string {
  const { name, username, externalId, status, reason, email_masked, fields } = person;
  const who = username === null ? name : `${name} (@${username})`;
  const moments = timeline(person).slice(0, MOMENTS);
  return [
    `${who}, ${externalId}`,
    `${statusLooks[status].label}: ${reason}`,
    `E-mail: ${email_masked ?? "none"}`,
    `As of ${absolute(now)}`,
    "",
    ...fields.map(fieldLine),
    "",
    "Lately:",
    ...moments.map((moment) => {
      const { title, text } = momentWords(moment);
      const id = moment.kind === "event" ? ` (${moment.event.svix_id})` : "";
      return `- ${absolute(moment.at)}: ${title}. ${text}${id}`;
    }),
    ...(moments.length === 0 ? ["- nothing"] : []),
  ].join("\n");
}

function fieldLine(row: PersonField): string {
  const { label, owner, differs, pending, differs_since } = row;
  if (owner === "convex") return `${label}: Convex ${shown(row, row.convex)}`;
  const both = `Clerk ${shown(row, row.clerk)}, Convex ${shown(row, row.convex)}`;
  if (pending) return `${label}: ${both} (on its way)`;
  if (!differs) return `${label}: ${both}`;
  const since = differs_since === null ? "" : ` since ${absolute(differs_since)}`;
  return `${label}: ${both} (differs${since})`;
}

function shown({ field }: PersonField, value: string | null): string {
  if (value === null) return "none";
  return isPicture(field) ? "a picture" : `“${value}”`;
}
