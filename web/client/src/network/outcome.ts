/** What an answer means for an operation. The table is protocol/vectors/outcomes.json; message texts are never read. */
export type Outcome = "done" | "rejected" | "retry" | "held" | "session" | "split" | "restamp";

export interface Evidence {
  /** direct: its own route. line: one answer of a flush. flush: the flush as a whole. foreign: a server without the protocol. */
  readonly via: "direct" | "void" | "line" | "flush" | "foreign";
  readonly failure?: string | undefined;
  readonly status?: number | undefined;
  /** The answer has the Evenkeel-Protocol header. */
  readonly protocol?: boolean | undefined;
  readonly contentType?: string | undefined;
  readonly code?: string | undefined;
  readonly applied?: boolean | undefined;
  /** How many operations the flush held. */
  readonly operations?: number | undefined;
  readonly redirected?: boolean | undefined;
  readonly unreadable?: boolean | undefined;
  /** The operation is a void. */
  readonly void?: boolean | undefined;
}

const TRANSIENT = [408, 425, 429];

export function judge(evidence: Evidence): Outcome | "answers" {
  const { via, status = 0, code, contentType = "" } = evidence;
  if (evidence.failure || !status) return "retry";
  if (status === 401 || code === "scope-mismatch" || code === "csrf") return "session";
  const refusesSize = status === 413 && (code === "flush-too-large" || !evidence.protocol);
  if (refusesSize && via === "flush") return evidence.operations! > 1 ? "split" : "rejected";
  if (refusesSize && via === "direct") return "rejected";

  const html = contentType.startsWith("text/html");
  const ours = via === "line" || (via === "foreign" ? !html : evidence.protocol);
  // A sign-in page at the end of a redirect is no success of the command, though the same server sent it.
  if (!ours || evidence.unreadable || (evidence.redirected && html)) return "retry";
  if (TRANSIENT.includes(status) || (status >= 500 && status !== 501)) return "retry";
  if (via === "flush") {
    if (status === 200 && contentType.startsWith("application/x-ndjson")) return "answers";
    // A whole flush refused: halving finds the one operation that the refusal is about.
    return status < 400 || !code ? "retry" : evidence.operations! > 1 ? "split" : "rejected";
  }
  if (status < 400 || evidence.applied) return "done";
  switch (code) {
    case "already-applied":
      return via === "void" || evidence.void ? "done" : "rejected";
    case "lane-held":
      return "held";
    case "operation-id-in-future":
    case "operation-too-old":
      return "restamp";
    default:
      return "rejected";
  }
}
