import type { KitStrings } from "../language";

export const tagsField: KitStrings["TagsField"] = {
  list: "Ausgewählt",
  suggestions: "Vorschläge",
  instructions: "Eingabetaste oder Komma fügt hinzu. Rücktaste führt zum zuletzt Hinzugefügten.",
  remove: (tag) => `${tag} entfernen`,
  added: (tags) =>
    tags.length === 1
      ? `${tags[0]} hinzugefügt.`
      : `${tags.length} hinzugefügt: ${tags.join(", ")}.`,
  removed: (tag) => `${tag} entfernt.`,
  count: (count, max) => `${count} von ${max}`,
  refused: {
    duplicate: (tag) => `„${tag}“ ist schon da.`,
    too_long: (tag, max) => `„${tag}“ ist zu lang: jeweils höchstens ${max} Zeichen.`,
    too_many: (tag, max) =>
      `„${tag}“ passt nicht mehr hinein: höchstens ${max}. Entferne erst etwas.`,
  },
};
