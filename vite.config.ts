import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { contentSecurity } from "./src/app/contentSecurity";

/** Builds the app into dist/. The stories and the sandbox have configurations of their own. */
export default defineConfig({
  plugins: [react(), contentSecurity()],
  build: {
    // The first versions with light-dark(), which the themes hang on. With older ones named, the
    // colours would be rewritten into something that themes could no longer be read from.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
  },
});
