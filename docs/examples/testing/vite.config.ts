import react from "@vitejs/plugin-react";
import { convexAppPlugin } from "clerk-convex-sync/testing/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react(), convexAppPlugin({ dir: "convex" })],
});
