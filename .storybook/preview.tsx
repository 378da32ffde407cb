import addonA11y from "@storybook/addon-a11y";
import addonDocs from "@storybook/addon-docs";
import addonThemes, { withThemeByDataAttribute } from "@storybook/addon-themes";
import { definePreview } from "@storybook/react-vite";
import { configure } from "storybook/test";
import "../src/styles/index.css";
import "./docs.css";
import { recentSaves } from "../src/sync/recentSaves";
import { languageGlobalTypes, languageInitialGlobals, withLanguage } from "./toolbar/language";
import { signedInGlobalTypes, signedInInitialGlobals } from "./toolbar/signedInAs";
import { troubleGlobalTypes, troubleInitialGlobals } from "./toolbar/trouble";
import { openStoryWorld } from "./world/storyWorld";
import { withWorld } from "./world/withWorld";

// Stories wait for what they expect; how long a machine takes is no matter of theirs.
configure({ asyncUtilTimeout: 10_000 });

/**
 * What all stories share. Stories are made with the factories that start here:
 * `preview.meta({ component }).story({ args })`, imported from `#.storybook/preview`.
 */
export default definePreview({
  addons: [addonA11y(), addonDocs(), addonThemes()],
  globalTypes: { ...languageGlobalTypes, ...signedInGlobalTypes, ...troubleGlobalTypes },
  initialGlobals: {
    ...languageInitialGlobals,
    ...signedInInitialGlobals,
    ...troubleInitialGlobals,
  },
  beforeEach: (context) => {
    recentSaves.forget();
    return openStoryWorld(context);
  },
  // The toolbar's theme is the same attribute that an app sets on its root element.
  decorators: [
    withWorld,
    withLanguage,
    withThemeByDataAttribute({
      themes: { light: "light", dark: "dark" },
      // As the reader's system has it.
      defaultTheme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
      attributeName: "data-theme",
    }),
  ],
  parameters: {
    layout: "padded",
    a11y: {
      // A violation fails the story's test, in place of a remark in a panel.
      test: "error",
      // By default axe also copies all styles for each story, for a rule that is off by default.
      options: { preload: { assets: ["media"] } },
    },
    controls: { expanded: true, sort: "requiredFirst" },
    options: {
      storySort: {
        order: [
          "Welcome",
          "How sync works",
          "The whole loop",
          "Guide",
          [
            "Contents",
            "Start in ten minutes",
            "Move from another handler",
            "Real Clerk and real Convex",
            "Self-hosted Convex",
            "Theming",
            "A synced field of your own",
            "Test your app",
            "Warnings and states",
            "Troubleshooting",
            "Rotate the signing secret",
            "Limits and costs",
          ],
          "Accessibility",
          "Components",
          [
            "AvatarPicker",
            "ProfileForm",
            "OnboardingWizard",
            "SyncBadge",
            "SyncProvider",
            "DebugAuth",
          ],
          "Dashboard",
          "Testing kit",
          "UI",
        ],
      },
    },
  },
});
