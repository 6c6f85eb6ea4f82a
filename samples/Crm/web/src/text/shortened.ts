/** The beginning of a long text, on one line. */
export function shortened(text: string, longest = 60): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
}
