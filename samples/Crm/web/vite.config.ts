import { evenkeel } from "@evenkeel/client/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { themeCss } from "./build/themeCss";

const server = process.env["CRM_SERVER"] ?? "http://localhost:5080";

export default defineConfig({
  plugins: [react(), themeCss(), evenkeel({ serviceWorker: true })],
  build: {
    outDir: "../wwwroot",
    emptyOutDir: true,
    // The page's policy is default-src 'self': nothing may be inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { "/api": server, "/_evenkeel": server } },
});
