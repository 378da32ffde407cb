import type { KitStrings } from "../language";
import { list } from "./words";

export const syncBadge: KitStrings["SyncBadge"] = {
  statuses: {
    in_sync: "Abgeglichen",
    pending: "Ausstehend",
    drifted: "Abweichend",
    failed: "Fehlgeschlagen",
    deleted: "Gelöscht",
  },
  offline: "Keine Verbindung",
  notAccepted: "Nicht angenommen",
  settingUp: "Wird eingerichtet",
  loading: "Der Stand des Abgleichs wird geladen",
  fields: {
    username: "Benutzername",
    first_name: "Vorname",
    last_name: "Nachname",
    image_url: "Bild",
    email: "E-Mail",
    interests: "Interessen",
    onboarding: "Einrichtung",
  },
  reasons: {
    inSync: "Clerk und diese App haben dieselben Angaben über dich.",
    pending: (fields) =>
      fields.length === 0
        ? "Deine letzte Änderung ist hier gespeichert. Clerk hat sie noch nicht bestätigt."
        : `Hier gespeichert: ${list(fields)}. Clerk hat es noch nicht bestätigt.`,
    drifted: (fields) =>
      fields.length === 0
        ? "Clerk hat andere Angaben über dich als diese App."
        : `Clerk und diese App unterscheiden sich bei: ${list(fields)}. Wir kümmern uns darum.`,
    failed:
      "Die letzte Nachricht von Clerk über dich ließ sich nicht übernehmen. Wir kümmern uns darum.",
    refused: (reason) => `Clerk hat deine letzte Änderung nicht angenommen: ${reason}`,
    deleted: "Dieses Konto wurde bei Clerk gelöscht.",
    offline:
      "Es gibt keine Verbindung, darum ist das vielleicht nicht der neueste Stand. Änderungen werden gesendet, sobald sie wieder da ist.",
    notAccepted: "Clerk kennt dich, aber der Server der App glaubt es Clerk nicht.",
    settingUp: "Dein Profil erscheint, sobald Clerk uns von dir erzählt.",
  },
  why: "Warum?",
};
