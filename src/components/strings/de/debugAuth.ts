import type { KitStrings } from "../language";

export const debugAuth: KitStrings["DebugAuth"] = {
  title: "Fehlersuche: Sitzung und Speichern",
  note: "Nur bei der Entwicklung. Eine fertige App enthält nichts davon.",
  loading: "Wird geladen …",
  clerk: "Clerk",
  user: "Person",
  session: "Sitzung",
  signedOut: "Abgemeldet",
  token: "Token „convex“",
  noToken: "Clerk hat kein Token gegeben. Gibt es eine JWT-Vorlage namens „convex“?",
  expiresIn: (seconds) => `läuft in ${seconds} s ab`,
  expired: (seconds) => `seit ${seconds} s abgelaufen; der nächste Aufruf erneuert es`,
  convex: "Convex",
  auth: "Anmeldung",
  authStates: {
    loading: "wird gefragt",
    authenticated: "nimmt das Token an",
    rejected: "hat kein Token angenommen",
  },
  connection: "Verbindung",
  connected: "verbunden",
  disconnected: "nicht verbunden",
  saves: "Letzte Speicherungen auf dieser Seite",
  noSaves: "Keine, seit die Seite geladen wurde.",
  copy: "Als Text kopieren",
  copied: "Kopiert",
};
