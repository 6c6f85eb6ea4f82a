import type { Entry } from "../entries/entry";
import { entryKind, ofClient } from "../entries/entryKind";

export const comments = "GET /api/clients/{clientId}/comments";

/** Author and edit are not known before the server has answered: it is one's own. */
export interface Comment extends Entry {
  opportunityId: string | null;
  authorId?: string;
  author?: string;
  text: string;
  at: string;
  editedAt?: string | null;
}

export const commentKind = entryKind(
  "comment",
  "/api/clients/{clientId}/comments",
  "text",
  [{ name: "text", label: "Comment", type: "lines", required: true }],
  { shownIn: { [comments]: ofClient }, atOnce: ({ at }) => ({ at: new Date(at).toISOString() }) },
);
