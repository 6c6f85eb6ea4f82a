export function initials(name: string): string {
  const words = name.split(/[\s&]+/).filter((word) => /^\p{L}/u.test(word));
  return [words[0], words[1]].map((word) => word?.[0]?.toUpperCase() ?? "").join("");
}
