import { listIn, refusalIn } from "../list";

export const list = listIn("ar");

export const refusal = refusalIn({
  taken: "اسم المستخدم هذا مأخوذ. اختر اسمًا آخر من فضلك.",
  tooShortOrLong: "اسم المستخدم أقصر أو أطول مما ينبغي.",
  characters: "يحتوي اسم المستخدم على أحرف غير مسموح بها.",
  onlyDigits: "يحتاج اسم المستخدم إلى حرف واحد على الأقل.",
  tooMany: "تغييرات كثيرة في وقت قصير.",
});

/** Arabic counts in six ways: none, one, two, a few, many, and the rest. */
const plural = new Intl.PluralRules("ar");
const number = new Intl.NumberFormat("ar");

/** A number in Arabic digits. */
export function digits(value: number): string {
  return number.format(value);
}

/** The form of a word that goes with a count; `few` (3 to 10) and `many` are preceded by it. */
export function counted(
  count: number,
  forms: { one: string; two: string; few: string; many: string },
): string {
  switch (plural.select(count)) {
    case "one":
      return forms.one;
    case "two":
      return forms.two;
    case "few":
      return `${digits(count)} ${forms.few}`;
    default:
      return `${digits(count)} ${forms.many}`;
  }
}

const characterForms = { one: "حرف واحد", two: "حرفان", few: "أحرف", many: "حرفًا" };

/** So many characters. */
export function characters(count: number): string {
  return counted(count, characterForms);
}
