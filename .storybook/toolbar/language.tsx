import type { ReactElement } from "react";
import { arabic, english, german, StringsProvider } from "../../src/components/strings";

/** What the components speak. The dashboard's own words are English. */
const languages = { en: english, de: german, ar: arabic };
/** Which way words run; the page's own `dir`, so that dialogs and drawers follow it, too. */
const directions = {
  auto: "Auto direction",
  ltr: "Left to right",
  rtl: "Right to left",
};

export const languageGlobalTypes = {
  language: {
    description: "What the components speak",
    toolbar: {
      icon: "globe" as const,
      dynamicTitle: true,
      items: Object.entries(languages).map(([value, { name }]) => ({ value, title: name })),
    },
  },
  direction: {
    description: "Which way words run",
    toolbar: {
      icon: "paragraph" as const,
      dynamicTitle: true,
      items: Object.entries(directions).map(([value, title]) => ({ value, title })),
    },
  },
};

interface LanguageGlobals {
  language: keyof typeof languages;
  direction: keyof typeof directions;
}

export const languageInitialGlobals: LanguageGlobals = {
  language: "en",
  // As the reader is used to; of a language that they choose the words still run as they should.
  direction: /^(ar|fa|he|ur)\b/.test(navigator.language) ? "rtl" : "auto",
};

/** Speaks the chosen language, in its direction or the one that was chosen. */
export function withLanguage(
  Story: () => ReactElement,
  { globals }: { globals: Partial<LanguageGlobals> },
): ReactElement {
  const { language: tag = "en", direction = "auto" } = globals;
  const language = languages[tag];
  const { documentElement } = document;
  documentElement.lang = language.tag;
  documentElement.dir = direction === "auto" ? language.dir : direction;
  return (
    <StringsProvider language={language}>
      <Story />
    </StringsProvider>
  );
}
