// bench: Show=1.12 Show=5.10
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { measure } from "../../../web/client/scripts/measure.mjs";
import { measureBundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const KB = 1024;
const BUNDLES = [
  { key: "core", name: "@evenkeel/client/core", file: "web/client/src/core-client.ts", external: [], budget: 12 * KB },
  // With the local view, kept results, calls of other servers and the lease for plain http: shown, without a bar of its own.
  { key: "client", name: "@evenkeel/client", file: "web/client/src/index.ts", external: [], budget: undefined },
  { key: "react", name: "@evenkeel/react", file: "web/react/src/index.ts", external: ["react", "react/jsx-runtime", "@evenkeel/client"], budget: 2 * KB },
];
/** What a page loads more: of `file`, without what it has in common with `beside`, or what `file` has less `without` a part of it. A file that comes still later is not counted. */
const ADDITIONS = [
  // Shown, without a bar of its own.
  { key: "draftsInEveryPage", name: "drafts, in every page", file: "src/index.ts", without: /drafts[/\\]drafts\.ts$/, budget: undefined },
  { key: "drafts", name: "drafts, with the first form", file: "src/drafts/forms.ts", budget: 3 * KB },
  { key: "sessions", name: "@evenkeel/client/session", file: "test/support/with-sessions.ts", beside: "src/index.ts", budget: KB },
];

const row = (name, min, gzip, budget = "") => console.log(name.padEnd(28), String(min).padStart(8), String(gzip).padStart(8), String(budget).padStart(8));

const results = [];
row("", "min", "gzip", "budget");
for (const { key, name, file, external, budget } of BUNDLES) {
  const entry = `${root}${file}`;
  if (!existsSync(entry)) throw new Error(`${file} is missing.`);
  const { min, gzip, parts } = await measureBundle(entry, external);
  row(name, min, gzip, budget);
  // Gzip works on the whole: a part's share of it is by its minified bytes.
  for (const part of parts) row(`  ${part.name}`, part.min, `~${Math.round((part.min / min) * gzip)}`);
  results.push({ key, name, gzip, budget });
}
const client = `${root}web/client`;
for (const { key, name, file, beside, without, budget } of ADDITIONS) {
  const gzip = (await measure(client, [], file)) - (beside ? await measure(client, [], beside) : without ? await measure(client, [], file, without) : 0);
  row(name, "", gzip, budget);
  results.push({ key, name, gzip, budget });
}

const misses = results.filter(({ gzip, budget }) => budget !== undefined && gzip > budget);
for (const { name, gzip, budget } of misses) console.log(`over the budget: ${name} has ${gzip} bytes, ${gzip - budget} more than ${budget}`);
console.log(`bench size: ${results.map(({ key, gzip }) => `${key}=${gzip}`).join(" ")}`);
if (process.argv.includes("--check") && misses.length > 0) process.exitCode = 1;
