/** How far into the history of its data a server had come. `<history>.<position>.<signature>`: only the server can make one. */
export type Seen = string;

/** Whether an answer that was read at one position shows what changed at the other. Of another history nothing can be said. */
export function includes(read: Seen | undefined, changed: Seen | undefined): boolean {
  const [history, position = ""] = read?.split(".") ?? [];
  const [other, least = ""] = changed?.split(".") ?? [];
  // Decimals without leading zeros, too long for numbers.
  return history !== undefined && history === other && (position.length === least.length ? position >= least : position.length > least.length);
}

/** The later one; of different histories the one that was told last. */
export const later = (known: Seen | undefined, told: Seen): Seen => (includes(known, told) ? known! : told);
