import { emailOf, resident } from "../../world/seed/people";
import { signUp, type NewPerson } from "./control";

/** How many are on their way at once: a burst, yet one that the page survives. */
const AT_ONCE = 4;

/**
 * Signs people up, one after another in a few lines.
 *
 * @param onProgress told after each, how many have
 * @throws what the stand-in answers, or the signal's reason
 */
export async function signUpCrowd(
  total: number,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const batch = crypto.randomUUID().slice(0, 8);
  let next = 0;
  let done = 0;
  const line = async () => {
    while (next < total) {
      signal.throwIfAborted();
      await signUp(newcomer(next++, batch), signal);
      onProgress(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
}

function newcomer(index: number, batch: string): NewPerson {
  const person = resident(index);
  const username = `${person.handle ?? "guest"}_${batch}_${index}`;
  const [, host] = emailOf(person, index).split("@");
  return {
    username,
    first_name: person.first,
    last_name: person.last,
    email_address: [`${batch}.${index}@${host}`],
  };
}
