import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The client's source, so that a test needs no build.
  resolve: {
    alias: {
      "@evenkeel/client/session": fileURLToPath(new URL("../client/src/sessions/index.ts", import.meta.url)),
      "@evenkeel/client": fileURLToPath(new URL("../client/src/index.ts", import.meta.url)),
    },
  },
  test: { include: ["test/**/*.test.tsx", "test/**/*.test.ts"], environment: "happy-dom" },
});
