import type { KitStrings } from "../language";
import { list, refusal } from "./words";

export const onboardingWizard: KitStrings["OnboardingWizard"] = {
  title: "Richte dein Profil ein",

  progress: "Schritte",
  position: (number, count) => `Schritt ${number} von ${count}`,
  steps: {
    picture: "Bild",
    name: "Name",
    username: "Benutzername",
    interests: "Interessen",
    done: "Abschluss",
  },
  stepStates: {
    current: "",
    finished: "fertig",
    skipped: "übersprungen",
    trouble: "braucht noch einen Blick",
    ahead: "noch nicht erreicht",
  },

  headings: {
    picture: "Füge ein Bild hinzu",
    name: "Wie heißt du?",
    username: "Wähle einen Benutzernamen",
    interests: "Was interessiert dich?",
    done: "Prüfen und abschließen",
  },
  intros: {
    picture: "Damit andere dich erkennen. Du kannst es jederzeit ändern.",
    name: "So, wie andere ihn lesen sollen.",
    username: "So finden dich andere. Niemand sonst kann denselben haben.",
    interests: "Jeweils ein paar Worte. Sie helfen uns, dir zu zeigen, was dir wichtig ist.",
    done: "Das hast du uns erzählt. Alles lässt sich noch ändern.",
  },

  labels: {
    picture: "Bild",
    first_name: "Vorname",
    last_name: "Nachname",
    username: "Benutzername",
    interests: "Interessen",
  },
  optional: "Freiwillig",
  interestsHint: "Drücke nach jedem die Eingabetaste.",

  back: "Zurück",
  next: "Weiter",
  skip: "Vorerst überspringen",
  finish: "Abschließen",
  tryAgain: "Noch einmal versuchen",
  dismiss: "Ausblenden",
  goOnMeanwhile: "Inzwischen weitermachen",

  saving: "Wird gespeichert …",
  cancelUpload: "Hochladen abbrechen",
  uploading: (percent) => `Dein Bild wird hochgeladen: ${percent} %`,
  finishing: "Wird abgeschlossen …",
  offline: "Keine Verbindung. Das wird gesendet, sobald es eine gibt.",
  offlineFinish:
    "Keine Verbindung. Sobald es eine gibt, bist du fertig; lass diese Seite so lange offen.",
  offlineNow: "Gerade keine Verbindung.",

  missing: {
    picture: "Wähle ein Bild.",
    first_name: "Gib deinen Namen ein.",
    last_name: "Gib deinen Nachnamen ein.",
    username: "Gib einen Benutzernamen ein.",
    interests: "Gib mindestens ein Interesse ein.",
  },
  mistakes: {
    unfinished: () => "Drücke die Eingabetaste, um dieses hinzuzufügen, oder entferne es.",
    too_long: (limit) => `Höchstens ${limit} Zeichen.`,
    unprintable: () => "Enthält Zeichen, die sich nicht anzeigen lassen.",
    has_spaces: () => "Ein Benutzername hat keine Leerzeichen.",
    too_many: (limit) => `Wähle höchstens ${limit}.`,
  },
  refusal,
  usernameHints: {
    checking: "Wir sehen nach, ob er frei ist …",
    free: "Frei, soweit wir wissen.",
    taken: "Diesen Benutzernamen hat schon jemand.",
    unchecked: "Ob er frei ist, ließ sich nicht feststellen. Beim Weitergehen zeigt es sich.",
  },
  unusualUsername: {
    too_short: (min) => `Clerk verlangt meist mindestens ${min} Zeichen.`,
    characters: () => "Clerk nimmt meist nur die Buchstaben a bis z, Ziffern, „_“ und „-“.",
    only_digits: () => "Clerk verlangt meist mindestens einen Buchstaben.",
  },

  refused: {
    title: "Clerk hat das nicht angenommen",
    body: "Was du eingegeben hast, steht noch da.",
  },
  onlyClerk: {
    title: "Bei Clerk gespeichert, hier noch nicht",
    body: (reason) => `${reason} Was du eingegeben hast, steht noch da.`,
  },
  notSaved: {
    title: "Das ließ sich nicht speichern",
    body: (reason) => `${reason} Was du eingegeben hast, steht noch da.`,
  },
  neitherSaved: {
    title: "Nichts wurde gespeichert, und nichts ist verloren",
    body: "Weder die App noch Clerk war zu erreichen. Was du eingegeben hast, steht noch da.",
  },
  cancelled: {
    title: "Dein Bild wurde nicht gesendet",
    old: "Du hast es angehalten. Es ist noch ausgewählt: Mit „Weiter“ wird es gesendet, oder du wählst ein anderes.",
    new: "Du hast es angehalten, aber Clerk hatte es schon: Es erscheint hier, sobald Clerk uns davon erzählt. Mit „Weiter“ wird es auch hierher gesendet.",
    unknown:
      "Du hast es angehalten. Clerk hat nicht geantwortet; wenn es das Bild genommen hat, erscheint es hier von selbst.",
  },
  notFinished: {
    title: "Du bist noch nicht fertig",
    refused: (fields) =>
      fields.length === 0
        ? "Clerk hat das nicht angenommen. Was du eingegeben hast, steht noch da."
        : `Clerk hat nicht angenommen: ${list(fields)}. Was du eingegeben hast, steht noch da.`,
    body: "Was du eingegeben hast, steht noch da.",
  },

  review: {
    none: "Keine",
    skipped: "Übersprungen",
    change: "Ändern",
    changeField: (label) => `${label} ändern`,
    picture: { chosen: "Dein Bild", none: "Kein Bild" },
  },

  sides: {
    title: "Wo es ist",
    convex: "Hier",
    clerk: "Clerk",
    states: {
      waiting: "Wartet",
      busy: "Wird gespeichert …",
      saved: "Gespeichert",
      on_its_way: "Unterwegs",
      nothing: "Nichts zu tun",
      undone: "Zurückgesetzt",
      refused: "Abgelehnt",
      failed: "Nicht gespeichert",
      cancelled: "Abgebrochen",
      differs: "Noch nicht gleich",
    },
    reasons: {
      waiting: "Es gibt keine Verbindung. Es wird gesendet, sobald es eine gibt.",
      on_its_way: "Clerk hat es noch nicht bestätigt. Wir bleiben dran; du musst nichts tun.",
      undone: "Clerk hat Nein gesagt, darum ist es wieder, wie es war.",
      brought: "Es kommt von selbst hierher, sobald Clerk uns davon erzählt.",
      differs: "Clerk hat noch etwas anderes. Wir kümmern uns darum.",
    },
  },

  completed: {
    title: "Alles ist eingerichtet",
    greeting: (name) => `Willkommen, ${name}.`,
    body: "Dein Profil ist fertig.",
    mend: (label) => `${label} ändern`,
    done: "Weiter",
  },

  loading: "Dein Profil wird geladen",
  signedOut: {
    title: "Du bist abgemeldet",
    body: "Melde dich an, dann kannst du dein Profil einrichten.",
  },
  notAccepted: {
    title: "Deine Anmeldung wurde hier nicht angenommen",
    body: "Clerk kennt dich, aber der Server der App glaubt es Clerk nicht. Vielleicht fehlt die JWT-Vorlage „convex“.",
  },
  deleted: {
    title: "Dieses Konto wurde gelöscht",
    body: "Hier gibt es nichts mehr einzurichten.",
  },
  noProfile: {
    title: "Dein Profil wird eingerichtet",
    body: "Es erscheint von selbst, sobald Clerk uns von dir erzählt.",
    create: "Jetzt einrichten",
  },
};
