import { readProblem, type AnswerLine, PROTOCOL } from "../wire.js";
import type { Problem } from "../types.js";
import { readRetryAfter } from "./pace.js";

/** An answer in one form, whether it came by its own route or as a line of a flush. */
export interface Answer {
  readonly status: number;
  readonly contentType?: string | undefined;
  readonly data?: unknown;
  readonly problem?: Problem | undefined;
  readonly replayed?: boolean | undefined;
  readonly location?: string | undefined;
  readonly etag?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** The server that wrote it speaks the protocol. */
  readonly protocol?: boolean | undefined;
  readonly redirected?: boolean | undefined;
  readonly unreadable?: boolean | undefined;
  /** False: it must not be kept on the device. */
  readonly keep?: boolean | undefined;
  /** Up to where the history of the data was when it was read. */
  readonly seen?: string | undefined;
  /** What a query was read from. */
  readonly tags?: string | undefined;
  /** What a command changed. */
  readonly changed?: string | readonly string[] | undefined;
}

export function answerOfLine({ status, type: contentType = "", text, base64, body: data = text || base64, retryAfter, replayed, location, etag, seen, changed }: AnswerLine, now = 0): Answer {
  let unreadable = false;
  // JSON that is printed over several lines travels as text.
  if (text && /^application\/([\w.+-]+\+)?json\b/i.test(contentType)) {
    try {
      data = JSON.parse(text);
    } catch {
      unreadable = true;
    }
  }
  const problem = status < 400 ? undefined : readProblem(data, status);
  return { status, contentType, data, problem, replayed, location, etag, seen, changed, retryAfterMs: readRetryAfter(retryAfter, now), protocol: true, unreadable };
}

export async function readAnswer(response: Response, now: number): Promise<Answer> {
  const { headers, redirected, status } = response;
  const header = (name: string) => headers.get(name) ?? undefined;
  const line = {
    status,
    type: header("Content-Type"),
    text: await response.text(),
    replayed: header("Evenkeel-Replayed") === "true",
    location: header("Location"),
    etag: header("ETag"),
    retryAfter: header("Retry-After"),
    seen: header("Evenkeel-Seen"),
    changed: header("Evenkeel-Changed"),
  };
  return { ...answerOfLine(line, now), protocol: headers.has(PROTOCOL), redirected, keep: header("Evenkeel-Keep") !== "none", tags: header("Evenkeel-Tags") };
}
