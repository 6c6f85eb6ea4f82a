/** What an answer was read from, as names that only the server understands; `*` is anything. */
export type Tags = readonly string[];

/** A header has them in a row, a line of a flush as a list. */
export const readTags = (tags: string | Tags | undefined): Tags | undefined => (tags === undefined ? undefined : `${tags as string}`.split(/[ ,]+/));

/** Whether a change concerns an answer. */
export const concerns = (changed: Tags, read: Tags): boolean => changed.includes("*") || read.includes("*") || changed.some(tag => read.includes(tag));
