/** Joins words as a language does: "a, b and c". */
export function listIn(tag: string): (items: string[]) => string {
  const format = new Intl.ListFormat(tag, { type: "conjunction" });
  return (items) => format.format(items);
}

/** What Clerk's codes mean, where its own words would be in another language. */
export interface RefusalWords {
  taken: string;
  tooShortOrLong: string;
  characters: string;
  onlyDigits: string;
  tooMany: string;
}

/** Words for a refusal by its code; a code without words of ours is said as it came. */
export function refusalIn(words: RefusalWords) {
  const byCode: Record<string, string> = {
    form_identifier_exists: words.taken,
    form_username_invalid_length: words.tooShortOrLong,
    form_username_invalid_character: words.characters,
    form_username_needs_non_number_char: words.onlyDigits,
    rate_limited: words.tooMany,
  };
  return ({ code, message }: { code: string; message: string }) => byCode[code] ?? message;
}
