// #region language
import { german, ProfileForm, StringsProvider, type Language } from "clerk-convex-sync/components";

/** German, with two words of our own. What a language leaves out is said in English. */
const ours: Language = {
  ...german,
  strings: {
    ...german.strings,
    ProfileForm: { ...german.strings.ProfileForm, title: "Über dich", save: "Sichern" },
  },
};

export function Profile() {
  return (
    <StringsProvider language={ours}>
      <ProfileForm />
    </StringsProvider>
  );
}
// #endregion language
