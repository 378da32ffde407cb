import type { KitStrings } from "../language";
import { characters, digits, list } from "./words";

export const tagsField: KitStrings["TagsField"] = {
  list: "المختار",
  suggestions: "اقتراحات",
  instructions: "يضيف مفتاح الإدخال أو الفاصلة. وينقلك مفتاح المسح إلى آخر ما أُضيف.",
  remove: (tag) => `إزالة ${tag}`,
  added: (tags) =>
    tags.length === 1 ? `أُضيف ${tags[0]}.` : `أُضيف ${digits(tags.length)}: ${list(tags)}.`,
  removed: (tag) => `أُزيل ${tag}.`,
  count: (count, max) => `${digits(count)} من ${digits(max)}`,
  refused: {
    duplicate: (tag) => `«${tag}» موجود من قبل.`,
    too_long: (tag, max) => `«${tag}» طويل جدًا: ${characters(max)} على الأكثر لكل واحد.`,
    too_many: (tag, max) => `لا متسع لـ«${tag}»: ${digits(max)} على الأكثر. أزل واحدًا أولًا.`,
  },
};
