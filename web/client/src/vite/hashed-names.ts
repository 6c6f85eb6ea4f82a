import type { OutputOptions } from "./vite.js";

const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const PARTS: Readonly<Record<string, string>> = { name: ".+", format: "\\w+", ext: "[^./]+", extname: "(\\.[^./]+)?" };

/**
 * Tells the files whose names carry a hash of their content, by the patterns that the build gives names by. A name made by a function of the configuration
 * counts when it ends like Vite's own.
 */
export function hashedNames(options: OutputOptions, assetsDir: string): (path: string) => boolean {
  const own = `${assetsDir}/[name]-[hash][extname]`;
  const patterns = [options.entryFileNames, options.chunkFileNames, options.assetFileNames].map(each => (typeof each === "string" ? each : own));
  const tests = patterns.filter(each => /\[hash(:\d+)?\]/.test(each)).map(expression);
  return path => tests.some(test => test.test(path.replace(/\.map$/, "")));
}

function expression(pattern: string): RegExp {
  const text = pattern
    .split(/(\[\w+(?::\d+)?\])/)
    .map((part, index) => (index % 2 === 0 ? part.replace(SPECIAL, "\\$&") : piece(part.slice(1, -1))))
    .join("");
  return new RegExp(`^${text}$`);
}

function piece(name: string): string {
  const [word = "", length] = name.split(":");
  return word === "hash" ? `[\\w-]{${length ?? "8,"}}` : (PARTS[word] ?? ".+");
}
