import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PATHS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** A browser with a profile on disk: in a private window IndexedDB would be kept in memory, and durable would mean nothing. */
export async function startBrowser(profile) {
  const executablePath = PATHS.find(path => path && existsSync(path));
  if (!executablePath) throw new Error("Chromium is missing. Install it (apt-get install -y chromium), or name it in CHROMIUM.");
  return await chromium.launchPersistentContext(profile, { executablePath, args: FLAGS });
}
