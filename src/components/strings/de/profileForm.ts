import type { KitStrings } from "../language";
import { list, refusal } from "./words";

export const profileForm: KitStrings["ProfileForm"] = {
  title: "Dein Profil",
  nameless: "Noch kein Name",
  labels: {
    username: "Benutzername",
    first_name: "Vorname",
    last_name: "Nachname",
    interests: "Interessen",
    onboarding: "Einrichtung",
    image_url: "Bild",
  },
  hints: {
    username: "So finden dich andere. Er muss noch frei sein.",
    first_name: "",
    last_name: "",
    interests: "Was dir wichtig ist. Drücke nach jedem die Eingabetaste.",
  },
  email: "E-Mail",
  emailHint: "Wird in den Kontoeinstellungen geändert.",
  save: "Änderungen speichern",
  undo: "Rückgängig",
  undoSave: "Speichern rückgängig machen",

  unchanged: "Nichts zu speichern.",
  unsaved: (fields) => `Noch nicht gespeichert: ${list(fields)}.`,
  saving: "Wird gespeichert …",
  offline: "Keine Verbindung. Deine Änderungen werden gesendet, sobald es eine gibt.",
  savedHere: "Gespeichert.",
  saved: "Hier und bei Clerk gespeichert.",
  awaitingClerk: "Hier gespeichert. Clerk hat es noch nicht bestätigt.",

  onItsWay: {
    title: "Hier gespeichert und unterwegs zu Clerk",
    body: "Clerk hat nicht geantwortet. Wir fragen weiter nach; du musst nichts mehr tun.",
  },
  onlyClerk: {
    title: "Bei Clerk gespeichert, hier noch nicht",
    body: (reason) =>
      `${reason} Deine neuen Angaben erscheinen hier, sobald Clerk sie uns mitteilt.`,
  },
  clerkRefused: {
    title: "Clerk hat das nicht angenommen, darum wurde nichts geändert",
    body: "Was du eingegeben hast, steht noch da.",
  },
  partlyRefused: {
    title: "Teilweise gespeichert",
    body: (lost) => `Clerk hat ${list(lost)} nicht angenommen; alles andere ist gespeichert.`,
  },
  convexRefused: {
    title: "Es wurde nichts gespeichert",
    body: (reason) => `${reason} Was du eingegeben hast, steht noch da.`,
  },
  bothFailed: {
    title: "Nichts wurde gespeichert, und nichts ist verloren",
    body: "Weder die App noch Clerk war zu erreichen. Was du eingegeben hast, steht noch da; versuche es noch einmal.",
  },
  earlierRefusal: {
    title: "Clerk hat deine letzte Änderung nicht angenommen",
    body: (reason) => `${reason} Es gilt wieder, was vorher da stand.`,
  },
  tryAgain: "Noch einmal versuchen",
  dismiss: "Ausblenden",

  invalid: (count) =>
    count === 1 ? "Ein Feld braucht noch einen Blick" : `${count} Felder brauchen noch einen Blick`,
  mistakes: {
    too_long: (limit) => `Höchstens ${limit} Zeichen.`,
    unprintable: () => "Enthält Zeichen, die sich nicht anzeigen lassen.",
    has_spaces: () => "Ein Benutzername hat keine Leerzeichen.",
    too_many: (limit) => `Wähle höchstens ${limit}.`,
  },
  refusal,
  username: {
    checking: "Wir sehen nach, ob er frei ist …",
    free: "Frei, soweit wir wissen.",
    taken: "Diesen Benutzernamen hat schon jemand.",
    unchecked: "Ob er frei ist, ließ sich nicht feststellen. Beim Speichern zeigt es sich.",
    unusual: {
      too_short: (min) => `Clerk verlangt meist mindestens ${min} Zeichen.`,
      characters: () => "Clerk nimmt meist nur die Buchstaben a bis z, Ziffern, „_“ und „-“.",
      only_digits: () => "Clerk verlangt meist mindestens einen Buchstaben.",
    },
  },
  leave: {
    title: "Ohne Speichern verlassen?",
    body: (fields) => `${list(fields)}: Was du eingegeben hast, ist noch nicht gespeichert.`,
    stay: "Hier bleiben",
    leave: "Ohne Speichern verlassen",
    close: "Hier bleiben",
  },
  atField: (label, error) => `${label}: ${error}`,
  elsewhere: (value) =>
    value.length === 0
      ? "Inzwischen anderswo geleert."
      : `Inzwischen anderswo geändert in „${typeof value === "string" ? value : list(value)}“.`,
  takeTheirs: "Übernehmen",
  keepMine: "Meines behalten",

  loading: "Dein Profil wird geladen",
  signedOut: {
    title: "Du bist abgemeldet",
    body: "Melde dich an, dann erscheint hier dein Profil.",
  },
  notAccepted: {
    title: "Deine Anmeldung wurde hier nicht angenommen",
    body: "Clerk kennt dich, aber der Server der App glaubt es Clerk nicht. Vielleicht fehlt die JWT-Vorlage „convex“.",
  },
  deleted: {
    title: "Dieses Konto wurde gelöscht",
    body: "Hier gibt es kein Profil mehr.",
  },
  noProfile: {
    title: "Dein Profil wird eingerichtet",
    body: "Es erscheint von selbst, sobald Clerk uns von dir erzählt.",
    create: "Jetzt einrichten",
  },
};
