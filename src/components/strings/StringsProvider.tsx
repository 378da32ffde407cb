import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { KitStrings, Language } from "./language";

/** English, in which every component speaks by itself. */
export const english: Language = { tag: "en", dir: "ltr", name: "English", strings: {} };

const LanguageContext = createContext<Language>(english);

export interface StringsProviderProps {
  /** @default the language around it, else English */
  language?: Language | undefined;
  children: ReactNode;
}

/** Sets the language of all components inside. The page's own `lang` and `dir` are the app's. */
export function StringsProvider({ language, children }: StringsProviderProps) {
  const around = useLanguage();
  return <LanguageContext.Provider value={language ?? around}>{children}</LanguageContext.Provider>;
}

/** The language that is set around here; its `tag` is for `Intl`. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/**
 * A component's words: its English default, over it what the language says, over that its own
 * `strings` prop. Each word (or group of words) is taken whole.
 */
export function useStrings<Name extends keyof KitStrings>(
  name: Name,
  defaults: KitStrings[Name],
  own?: Partial<KitStrings[Name]>,
): KitStrings[Name] {
  const { strings } = useContext(LanguageContext);
  const language = strings[name];
  return useMemo(() => ({ ...defaults, ...language, ...own }), [defaults, language, own]);
}
