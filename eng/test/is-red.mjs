// Did the tests of this report run, and did one fail? is-red.mjs REPORT
import { readReport } from "./reports.mjs";

const entries = (readReport(process.argv[2]) ?? []).filter((entry) => entry.status !== "skipped");
const red = entries.some((entry) => entry.status === "failed");
if (!red) {
  console.log(entries.length === 0 ? "No such test ran." : "The test still passes with the patch.");
}
process.exit(red ? 0 : 1);
