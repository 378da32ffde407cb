import { listIn, refusalIn } from "../list";

export const list = listIn("de");

export const refusal = refusalIn({
  taken: "Diesen Benutzernamen hat schon jemand. Bitte wähle einen anderen.",
  tooShortOrLong: "Der Benutzername ist zu kurz oder zu lang.",
  characters: "Der Benutzername enthält Zeichen, die nicht erlaubt sind.",
  onlyDigits: "Der Benutzername braucht mindestens einen Buchstaben.",
  tooMany: "Zu viele Änderungen in kurzer Zeit.",
});
