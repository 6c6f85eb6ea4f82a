import type { Parts } from "../parts.js";
import type { KeelClient } from "../types.js";

/** This entry belongs to the package, and is loaded by those pages only that sign people in. */
export const partsOf = (keel: KeelClient): Parts => (keel as unknown as { readonly parts: Parts }).parts;
