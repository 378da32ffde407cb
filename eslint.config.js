import convex from "@convex-dev/eslint-plugin";
import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import storybook from "eslint-plugin-storybook";
import { defineConfig, globalIgnores } from "eslint/config";
import globals from "globals";
import tseslint from "typescript-eslint";

const TESTS = ["**/*.test.{ts,tsx}", "**/{tests,testing}/**", "stories/**"];

/**
 * A room of the house and what its files may not import. A later room that holds the same files
 * replaces an earlier one, so each says all of its own.
 */
function room(files, ...patterns) {
  return {
    files: [files],
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
  };
}

function notFrom(...folders) {
  return {
    regex: `^(\\.\\./)+(${folders.join("|")})(/|$)`,
    message: "This room lies below that one; arrows go one way (CONTRIBUTING.md).",
  };
}

const notFromOutside = {
  ...notFrom("sandbox", "testing", "stories", "tests", "bench", "tools", "\\.storybook"),
  message: "What is deployed never leans on the sandbox, the stories, the tests or the tools.",
};

const notClerk = {
  regex: "^@clerk/",
  message: "src/clerk.ts is the one file that imports Clerk.",
};

const onlyConvexContract = {
  regex: "^(\\.\\./)+convex/(?!_generated/|model/)",
  message: "Of convex/, the browser sees the generated API and the pure rules in model/.",
};

const onlyItself = {
  regex: "^(?!\\./)",
  message: "convex/model is the ground: it imports nothing from outside itself.",
};

const propsOnly = {
  regex: "^convex/|/convex/_generated/api$|(^|/)clerk$|/sync(/|$)|\\.controller$",
  allowTypeImports: true,
  message: "A view takes props and gives events; its controller talks to Clerk and Convex.",
};

export default defineConfig(
  globalIgnores([
    "**/dist/",
    "**/node_modules/",
    "**/convex/_generated/",
    "coverage/",
    "lib/",
    "package/declarations/",
    "tests/package/app/",
    "playwright-report/",
    "storybook-static/",
    "test-results/",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  { files: ["tools/**/*.js"], languageOptions: { globals: globals.node } },

  // ---- TypeScript, with types -------------------------------------------------------------------
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": [
        "error",
        // `typeof import("…")` is how a type is taken from a module that is loaded later.
        { disallowTypeAnnotations: false, fixStyle: "separate-type-imports" },
      ],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An async function without await is how a synchronous thing fills an asynchronous interface.
      "@typescript-eslint/require-await": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: TESTS,
    rules: {
      // A test may know better than the types what is there; when it is wrong, the test fails.
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // `expect.any(String)` and the body of an answer are `any`; comparing them is the point.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      // Fixtures hand out functions, not objects with a `this`.
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    // The terminal or Convex's log is where the rest speaks; in a browser nobody reads it.
    files: ["src/**"],
    rules: { "no-console": "error" },
  },

  // ---- React and stories ------------------------------------------------------------------------
  {
    files: ["**/*.tsx", "src/**/*.ts"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
    rules: {
      "react-hooks/exhaustive-deps": "error",
      // Speaks of what the React Compiler leaves out; nothing here is compiled by it.
      "react-hooks/incompatible-library": "off",
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
    },
  },
  storybook.configs["flat/recommended"],

  // ---- Convex -----------------------------------------------------------------------------------
  {
    files: ["convex/**/*.ts"],
    plugins: { "@convex-dev": convex },
    rules: {
      "@convex-dev/explicit-table-ids": "error",
      "@convex-dev/import-wrong-runtime": "error",
      "@convex-dev/no-collect-in-query": "error",
      "@convex-dev/no-duplicate-indexes": "error",
      "@convex-dev/no-filter-in-query": "error",
      "@convex-dev/no-old-registered-function-syntax": "error",
      "@convex-dev/no-process-env": "error",
      "@convex-dev/no-schema-import-cycle": "error",
      "@convex-dev/no-top-of-hour-crons": "error",
      "@convex-dev/require-args-validator": "error",
    },
  },
  {
    // The one place that reads the environment.
    files: ["convex/env.ts", "convex/auth.config.ts"],
    rules: { "@convex-dev/no-process-env": "off" },
  },

  // ---- Which room may import from which: see "The map" in CONTRIBUTING.md -----------------------
  room("convex/**", notFromOutside, notFrom("src"), notClerk),
  room("convex/model/**", onlyItself),
  room("src/**", notFromOutside, onlyConvexContract, notClerk),
  room("src/clerk.ts", notFromOutside, onlyConvexContract),
  room(
    "src/sync/**",
    notFromOutside,
    onlyConvexContract,
    notClerk,
    notFrom("app", "components", "dashboard"),
  ),
  room(
    "src/components/**",
    notFromOutside,
    onlyConvexContract,
    notClerk,
    notFrom("app", "dashboard"),
  ),
  room("src/dashboard/**", notFromOutside, onlyConvexContract, notClerk, notFrom("app")),
  room(
    "src/{components,dashboard}/**/*.view.tsx",
    notFromOutside,
    notClerk,
    notFrom("app"),
    propsOnly,
  ),
  // The testing kit is written as if already published, and the sandbox does without it.
  room(
    "testing/**",
    onlyConvexContract,
    notFrom("src/app", "src/dashboard", "stories", "tests", "bench", "tools", "\\.storybook"),
  ),
  // Goes out bundled, with nothing of the rest but the functions that it copies.
  room(
    "cli/**",
    notFrom(..."src convex sandbox testing stories tests bench tools".split(" "), "\\.storybook"),
  ),
  room("sandbox/**", notFrom("testing", "stories", "tests", "\\.storybook")),
  room("sandbox/kv/**", notFrom("src", "convex", "clerk", "world")),
  room("sandbox/clerk/**", notFrom("src", "convex", "world")),
  room("sandbox/convex/**", notFrom("src", "clerk", "world")),
);
