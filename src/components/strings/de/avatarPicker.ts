import type { KitStrings } from "../language";

export const avatarPicker: KitStrings["AvatarPicker"] = {
  label: "Profilbild",
  picture: (name) => (name ? `Bild von ${name}` : "Dein Bild"),
  initials: (name) => (name ? `Kein Bild; die Initialen von ${name}` : "Kein Bild"),
  choose: "Bild hochladen",
  change: "Bild ändern",
  takePhoto: "Foto aufnehmen",
  remove: "Entfernen",
  undo: "Rückgängig",
  cancel: "Abbrechen",
  hint: "PNG, JPEG, GIF oder WebP, höchstens 10 MB. Du kannst es auch hierher ziehen oder einfügen.",
  drop: "Lass dein Bild hier los",
  unavailable: {
    loading: "Dein Bild wird geladen …",
    signed_out: "Melde dich an, um dein Bild zu ändern.",
    not_accepted:
      "Deine Anmeldung wurde hier nicht angenommen, darum lässt sich dein Bild nicht ändern.",
    no_profile: "Dein Profil wird eingerichtet.",
    deleted: "Dieses Konto wurde gelöscht.",
  },
  reading: "Das Bild wird geöffnet …",
  chosen: "Neues Bild gewählt.",
  removed: "Bild entfernt.",
  undone: "Das Bild von vorher ist wieder da.",

  rejected: "Dieses Bild lässt sich nicht verwenden",
  rejection: (rejection) => {
    switch (rejection.reason) {
      case "type":
        return `„${rejection.fileName}“ ist kein Bild in PNG, JPEG, GIF oder WebP, wie es auch heißt.`;
      case "size":
        return `Es hat ${megabytes(rejection.bytes)}; möglich sind höchstens ${megabytes(rejection.maxBytes)}.`;
      case "empty":
        return `„${rejection.fileName}“ ist leer.`;
      case "damaged":
        return `„${rejection.fileName}“ ist beschädigt und lässt sich nicht öffnen.`;
      case "too_many_files":
        return `Das sind ${rejection.count} Dateien. Wähle eine.`;
      case "too_many_pixels": {
        const { width, height, maxPixels } = rejection;
        return `Es hat ${megapixels(width * height)}; möglich sind höchstens ${megapixels(maxPixels)}.`;
      }
    }
  },
  dismiss: "Ausblenden",

  editor: "Bild zurechtrücken",
  editorHint: "Ziehe, um es zu bewegen. Verwendet wird, was im Kreis liegt.",
  stage: "Bild im Kreis",
  stageKeys:
    "Die Pfeiltasten bewegen das Bild, mit der Umschalttaste in kleinen Schritten. Plus und Minus vergrößern und verkleinern.",
  zoom: "Vergrößerung",
  zoomValue: (percent) => `${percent} %`,
  rotation: "Drehung",
  rotationValue: (degrees) => `${degrees}°`,
  rotateLeft: "Um 90° nach links drehen",
  rotateRight: "Um 90° nach rechts drehen",
  reset: "Zurücksetzen",
  position: (right, down) =>
    right === 0 && down === 0
      ? "In der Mitte."
      : `${Math.abs(right)} % nach ${right < 0 ? "links" : "rechts"}, ${Math.abs(down)} % nach ${down < 0 ? "oben" : "unten"}.`,
  animation: "Das ist eine Animation",
  animationHint: "Sie wird verwendet, wie sie ist: Ein Zuschnitt ließe nur ein Bild von ihr übrig.",
  save: "Bild verwenden",
  processing: "Dein Bild wird vorbereitet …",
  processingFailed: "Das Bild ließ sich nicht vorbereiten",
  processingFailedHint:
    "Dein Browser hat es nicht geschafft. Versuche es noch einmal oder wähle ein anderes Bild.",
  close: "Schließen",

  camera: "Foto aufnehmen",
  cameraStarting: "Die Kamera wird gestartet …",
  cameraView: "Was die Kamera sieht",
  shoot: "Auslösen",
  retake: "Neu aufnehmen",
  cameraRefused: "Die Kamera ist gesperrt",
  cameraRefusedHint:
    "Erlaube dieser Seite in den Einstellungen deines Browsers die Kamera und versuche es noch einmal. Oder lade ein Bild hoch.",
  cameraMissing: "Keine Kamera gefunden",
  cameraMissingHint: "Schließe eine an und versuche es noch einmal, oder lade ein Bild hoch.",
  cameraFailed: "Die Kamera ließ sich nicht starten",
  cameraFailedHint:
    "Vielleicht benutzt sie ein anderes Programm. Schließe es und versuche es noch einmal.",
  tryAgain: "Noch einmal versuchen",

  sending: "Dein Bild wird gesendet …",
  percent: (percent) => `${percent} %`,
  saving: "Wird gespeichert …",
  waiting: "Keine Verbindung. Dein Bild wird gesendet, sobald es eine gibt.",
  saved: "Hier und bei Clerk gespeichert.",
  onItsWay: {
    title: "Hier gespeichert und unterwegs zu Clerk",
    body: "Clerk hat nicht geantwortet. Wir fragen weiter nach; du musst nichts mehr tun.",
  },
  onlyClerk: {
    title: "Bei Clerk gespeichert, hier noch nicht",
    body: (reason) => `${reason} Dein Bild erscheint hier, sobald Clerk uns davon erzählt.`,
  },
  cancelling: "Wird angehalten. Clerk ist schon gefragt; wir warten auf die Antwort …",
  cancelled: "Abgebrochen. Dein Bild ist, wie es war.",
  cancelledLate: {
    title: "Clerk hatte dein neues Bild schon",
    body: "Hier wurde rechtzeitig angehalten, bei Clerk nicht mehr. Es erscheint hier, sobald Clerk uns davon erzählt.",
  },
  cancelledUnheard: {
    title: "Angehalten, aber vielleicht hat Clerk dein Bild",
    body: "Clerk hat nicht geantwortet. Wenn es dein neues Bild genommen hat, erscheint es hier von selbst.",
  },
  noWayBack: "Das Bild von vorher lässt sich nicht zurückholen: sein Server gibt es nicht heraus.",
  clerkRefused: {
    title: "Clerk hat dieses Bild nicht angenommen",
    body: (reason) => `${reason} Dein Bild von vorher ist wieder da.`,
  },
  appRefused: {
    title: "Das Bild wurde nicht gespeichert",
    body: (reason) => `${reason} Dein Bild von vorher ist wieder da.`,
  },
  failed: {
    title: "Das Bild wurde nicht gespeichert",
    body: "Weder die App noch Clerk war zu erreichen. Dein Bild von vorher ist wieder da; versuche es noch einmal.",
  },
};

const megabyteFormat = new Intl.NumberFormat("de", {
  style: "unit",
  unit: "megabyte",
  maximumFractionDigits: 1,
});

function megabytes(bytes: number): string {
  return megabyteFormat.format(bytes / 1024 / 1024);
}

function megapixels(pixels: number): string {
  return `${Math.ceil(pixels / 1_000_000)} Megapixel`;
}
