// Writes a report with one entry, for a step that is not a test runner: entry.mjs REPORT NAME EXIT-CODE LOG
import { readFileSync, writeFileSync } from "node:fs";

const [report, name, code, log] = process.argv.slice(2);
const failed = code !== "0";
const message = failed ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-40).join("\n") : undefined;
writeFileSync(report, JSON.stringify({ results: { tests: [{ name, status: failed ? "failed" : "passed", message }] } }));
