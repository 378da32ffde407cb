/** What to call a person. */

interface Named {
  first_name: string | null;
  last_name: string | null;
  username: string | null;
}

/** The full name, else the username; null for someone who has neither. */
export function displayName({ first_name, last_name, username }: Named): string | null {
  return [first_name, last_name].filter(Boolean).join(" ") || username;
}
