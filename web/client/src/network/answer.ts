import { readProblem, type AnswerLine, PROTOCOL } from "../wire.js";
import type { Problem } from "../types.js";
import type { Evidence } from "./outcome.js";
import { readRetryAfter } from "./delay.js";

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
  readonly protocol?: boolean | undefined;
  readonly redirected?: boolean | undefined;
  readonly unreadable?: boolean | undefined;
}

const isJson = (type: string) => /^application\/([\w.+-]+\+)?json\b/i.test(type);

/** What the outcome is judged by. */
export const evidenceOf = (via: Evidence["via"], answer: Answer): Evidence => ({
  via,
  ...answer,
  code: answer.problem?.error,
  applied: answer.problem?.applied === true,
});

export async function readAnswer(response: Response, now: number): Promise<Answer> {
  const header = (name: string) => response.headers.get(name) ?? undefined;
  return {
    ...bodyOf(response.status, header("Content-Type"), await response.text()),
    replayed: header("Evenkeel-Replayed") === "true",
    location: header("Location"),
    etag: header("ETag"),
    retryAfterMs: readRetryAfter(header("Retry-After"), now),
    protocol: response.headers.has(PROTOCOL),
    redirected: response.redirected,
  };
}

export function answerOfLine(line: AnswerLine): Answer {
  const { status, replayed, location, etag, retryAfter, type, text, base64, body } = line;
  return {
    // JSON that is printed over several lines travels as text.
    ...("body" in line ? { status, contentType: "application/json", data: body, ...problemOf(status, body) } : bodyOf(status, type, text ?? base64)),
    replayed,
    location,
    etag,
    retryAfterMs: retryAfter === undefined ? undefined : readRetryAfter(String(retryAfter), 0),
    protocol: true,
  };
}

function bodyOf(status: number, contentType = "", text = ""): Answer {
  let data: unknown = text || undefined;
  let unreadable = false;
  if (text && isJson(contentType)) {
    try {
      data = JSON.parse(text);
    } catch {
      unreadable = true;
    }
  }
  return { status, contentType, data, unreadable, ...problemOf(status, data) };
}

const problemOf = (status: number, data: unknown) => status >= 400 && { problem: readProblem(data, status) };
