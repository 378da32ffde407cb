const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new id in Clerk's form: a prefix, an underscore and 27 letters and digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(27)}`;
}

/** Letters and digits from the platform's secure random source. */
export function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      // 248 is the largest multiple of 62 in a byte; leaving the rest out keeps letters equally likely.
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
    }
  }
  return text;
}
