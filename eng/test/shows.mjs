// Lists which test stands for which line of tests/shows.txt. A test says so in its own source:
//   C#          [Trait("Show", "1.1")] on a test or a test class
//   TypeScript  "[Show=1.1] …" in the test's name
//   benchmarks and scripts: a comment  bench: Show=1.12
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

const lines = readFileSync(join(root, "tests/shows.txt"), "utf8")
  .split("\n")
  .map((line) => /^(\d+\.\d+)\s+(\S.*)$/.exec(line))
  .filter(Boolean)
  .map(([, id, text]) => ({ id, text, tests: [] }));

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter(Boolean);

function* csharp(source) {
  for (const tag of source.matchAll(/\[[^\]\n]*\bTrait\("Show",\s*"([\d.]+)"\)/g)) {
    const after = source.slice(tag.index + tag[0].length);
    const member = /\bclass\s+(\w+)|\b(?:Task|ValueTask|void)\s+(\w+)\s*\(/.exec(after);
    const container = [...source.slice(0, tag.index).matchAll(/\bclass\s+(\w+)/g)].at(-1)?.[1];
    yield [tag[1], member?.[1] ?? [container, member?.[2] ?? "?"].filter(Boolean).join(".")];
  }
}

function* typescript(source) {
  for (const tag of source.matchAll(/(["'`])((?:(?!\1).)*\[Show=([\d.]+)\](?:(?!\1).)*)\1/g)) {
    yield [tag[3], tag[2].replaceAll(/\[Show=[\d.]+\]\s*/g, "").trim()];
    for (const more of tag[2].matchAll(/\[Show=([\d.]+)\]/g)) {
      if (more[1] !== tag[3]) yield [more[1], tag[2].replaceAll(/\[Show=[\d.]+\]\s*/g, "").trim()];
    }
  }
}

function* comment(source) {
  for (const tag of source.matchAll(/\bbench: Show=([\d.]+)/g)) {
    yield [tag[1], "(run as a whole)"];
  }
}

const readers = [
  [/^tests\/.*\.cs$/, csharp],
  [/^(web|samples|benchmarks)\/.*\.test\.tsx?$/, typescript],
  [/^(benchmarks\/|\.ci\/)/, comment],
];

for (const file of files) {
  for (const [pattern, read] of readers.filter(([pattern]) => pattern.test(file))) {
    for (const [id, test] of read(readFileSync(join(root, file), "utf8"))) {
      const line = lines.find((each) => each.id === id);
      if (!line) {
        console.log(`${file}: Show=${id} is no line of tests/shows.txt`);
        process.exitCode = 1;
        continue;
      }
      line.tests.push(`${file}: ${test}`);
    }
  }
}

for (const { id, text, tests } of lines) {
  console.log(`${id.padEnd(5)}${text}`);
  console.log(tests.length > 0 ? tests.map((test) => `       ${test}`).join("\n") : "       NONE");
}

const bare = lines.filter((line) => line.tests.length === 0);
console.log(`\n${lines.length - bare.length} of ${lines.length} lines have a test`);
if (bare.length > 0) {
  process.exitCode = 1;
}
