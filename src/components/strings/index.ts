export { arabic } from "./arabic";
export { german } from "./german";
export type { CompleteLanguage, KitStrings, Language } from "./language";
export {
  english,
  StringsProvider,
  useLanguage,
  useStrings,
  type StringsProviderProps,
} from "./StringsProvider";
