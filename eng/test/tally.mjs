// Adds up the reports of a folder: tally.mjs FOLDER. Prints the failures, then 'N passed, N failed, N skipped'.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readReport } from "./reports.mjs";

const folder = process.argv[2];
const shownLines = 40;

const tail = (text) => text.trimEnd().split("\n").slice(-shownLines).join("\n");
const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

function entriesOf(name) {
  const entries = readReport(join(folder, `${name}.json`));
  const log = tail(read(join(folder, `${name}.log`)));
  const code = read(join(folder, `${name}.exit`)).trim();
  if (entries === undefined) {
    return [{ name: `${name} left no report`, status: "failed", message: log }];
  }
  if (code !== "0" && !entries.some((entry) => entry.status === "failed")) {
    return [...entries, { name: `${name} ended with code ${code || "unknown"}`, status: "failed", message: log }];
  }
  return entries;
}

const names = readdirSync(folder)
  .filter((file) => file.endsWith(".expected"))
  .map((file) => file.slice(0, -".expected".length))
  .sort();
const all = names.flatMap(entriesOf);
const count = (status) => all.filter((entry) => entry.status === status).length;

for (const { name, message } of all.filter((entry) => entry.status === "failed")) {
  console.log(`\nFAILED ${name}`);
  const lines = (message ?? "").split("\n");
  console.log(lines.slice(0, shownLines).map((line) => `    ${line}`).join("\n"));
  if (lines.length > shownLines) {
    console.log(`    … ${lines.length - shownLines} more lines`);
  }
}
if (all.length === 0) {
  console.log("No test ran.");
}

console.log(`\n${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
process.exit(count("failed") > 0 || count("passed") + count("failed") === 0 ? 1 : 0);
