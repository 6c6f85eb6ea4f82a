const LONGEST = 200;
const KEPT = 180;

/** A name in the alphabet of the protocol. What is not in it is written as a number between two `~`, so that no two names share a key. */
export function draftKey(name: string): string {
  const key = name.replace(/[^\w.@/-]/gu, character => `~${character.codePointAt(0)!.toString(16)}~`).replaceAll("/", ":");
  // Browsers take these for a change of folder.
  if (/^\.\.?$/.test(key)) return `${key}~`;
  return key.length > LONGEST ? `${key.slice(0, KEPT)}~${hash(key)}` : key;
}

/** Of names that are equal up to there, of one user. FNV-1a: it has to work without a secure context, and at once. */
function hash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
