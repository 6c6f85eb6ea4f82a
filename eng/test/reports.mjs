// Reads what the test runners report, in either of two formats, as { name, status, message }.
import { existsSync, readFileSync } from "node:fs";

const fromCtrf = (report) => [
  ...report.results.tests.map(({ name, status, message, trace }) => ({
    name,
    status: status === "passed" || status === "failed" ? status : "skipped",
    message: [message, trace].filter(Boolean).join("\n"),
  })),
  // What goes wrong outside a test: a fixture or a class that cannot be cleaned up.
  ...(report.results.extra?.suites ?? []).flatMap((suite) =>
    (suite.errors ?? []).map((error) => ({ name: "outside a test", status: "failed", message: JSON.stringify(error, null, 2) })),
  ),
];

const fromVitest = (report) =>
  report.testResults.flatMap((file) =>
    file.assertionResults.length === 0 && file.status === "failed"
      ? [{ name: file.name, status: "failed", message: file.message }]
      : file.assertionResults.map(({ fullName, status, failureMessages }) => ({
          name: fullName,
          status: status === "passed" || status === "failed" ? status : "skipped",
          message: (failureMessages ?? []).join("\n"),
        })),
  );

/** The entries of one report file; undefined when there is none that can be read. */
export function readReport(file) {
  if (!existsSync(file)) {
    return undefined;
  }
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    return report.testResults ? fromVitest(report) : fromCtrf(report);
  } catch {
    return undefined;
  }
}
