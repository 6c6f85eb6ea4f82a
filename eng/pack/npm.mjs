// Packs one npm workspace: npm.mjs WORKSPACE VERSION STAGE OUTPUT. The package is laid out in the folder STAGE first: npm packs only what is
// below a package.json, and the licence and the pages are not. They keep their folders, so that the links to them hold.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [workspace, version, stage, output] = process.argv.slice(2);
const { scripts, devDependencies, ...manifest } = JSON.parse(readFileSync(join(workspace, "package.json"), "utf8"));

if (manifest.version !== version.split("-")[0]) {
  console.error(`${workspace}/package.json has version ${manifest.version}, eng/Package.props has ${version}. Change one of them.`);
  process.exit(1);
}

/** Packages of ours are released together; which patch of each is left to whoever installs them. */
const ours = (peers) => Object.fromEntries(Object.entries(peers).map(([name, range]) => [name, name.startsWith("@evenkeel/") ? `^${version}` : range]));

/** As eng/PackagePages.targets: a README is beside the pages, and links to what stays in the repository become plain text. */
function writePage(from, to) {
  const stays = /\[([^\]]+)\]\((\.\.\/)?(src|tests|samples|benchmarks|docs\/decisions|decisions)\b[^)]*\)/g;
  writeFileSync(to, readFileSync(from, "utf8").replaceAll("](../../", "](").replaceAll(stays, "$1"));
}

rmSync(stage, { recursive: true, force: true });
mkdirSync(join(stage, "docs"), { recursive: true });
cpSync(join(workspace, "dist"), join(stage, "dist"), { recursive: true });
cpSync("protocol", join(stage, "protocol"), { recursive: true });
cpSync("LICENSE", join(stage, "LICENSE"));
writePage(join(workspace, "README.md"), join(stage, "README.md"));
for (const page of readdirSync("docs").filter((file) => file.endsWith(".md"))) {
  writePage(join("docs", page), join(stage, "docs", page));
}
writeFileSync(
  join(stage, "package.json"),
  `${JSON.stringify({ ...manifest, version, ...(manifest.peerDependencies && { peerDependencies: ours(manifest.peerDependencies) }) }, null, 2)}\n`,
);

mkdirSync(output, { recursive: true });
execFileSync("npm", ["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", resolve(output)], { cwd: stage, stdio: ["ignore", "ignore", "inherit"] });
