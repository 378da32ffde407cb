/** The people that the switcher offers, from the sandbox's control API. */

export interface Person {
  readonly id: string;
  /** First and last name; null for someone who has neither. */
  readonly name: string | null;
  readonly username: string | null;
  readonly image_url: string;
  readonly role: string | null;
}

const MOST_SHOWN = "50";

/** By sign-up, the staff being the first; `search` looks in names, usernames and addresses. */
export async function fetchPeople(search: string): Promise<readonly Person[]> {
  const query = new URLSearchParams({ limit: MOST_SHOWN, query: search });
  const response = await fetch(`/__clerk/sandbox/people?${query}`);
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
  return (await response.json()) as readonly Person[];
}

/** What to call a person in a list. */
export function calledName({ name, username, id }: Person): string {
  return name ?? username ?? id;
}
