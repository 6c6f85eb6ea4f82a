import { NDJSON } from "../wire.js";
import type { Answer } from "./answer.js";

/** What an answer means for an operation. The table is protocol/vectors/outcomes.json; message texts are never read. */
export type Outcome = "done" | "rejected" | "retry" | "held" | "session" | "split" | "restamp";

/** How many operations a flush held (none: it is an operation's own answer), and whether a void was asked for. */
export function judge({ status, contentType = "", protocol, redirected, unreadable, problem }: Answer, flushed = 0, voiding = false): Outcome | "answers" {
  const code = problem?.error;
  if (status === 401 || code === "scope-mismatch" || code === "csrf") return "session";
  // A whole flush refused: halving finds the one operation that the refusal is about.
  const refused = flushed > 1 ? "split" : "rejected";
  if (status === 413 && (code === "flush-too-large" || !protocol)) return refused;
  // A sign-in page at the end of a redirect is no success of the command, though the same server sent it.
  const misled = redirected && contentType.startsWith("text/html");
  if (!protocol || unreadable || misled || [0, 408, 425, 429].includes(status) || (status >= 500 && status !== 501)) return "retry";
  if (flushed) return status >= 400 ? refused : status === 200 && contentType.startsWith(NDJSON) ? "answers" : "retry";
  if (status < 400 || problem?.applied === true) return "done";
  switch (code) {
    case "already-applied":
      return voiding ? "done" : "rejected";
    case "lane-held":
      return "held";
    case "operation-id-in-future":
    case "operation-too-old":
      return "restamp";
    default:
      return "rejected";
  }
}
