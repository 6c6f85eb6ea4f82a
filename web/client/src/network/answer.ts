import { readProblem, type AnswerLine, PROTOCOL, SCOPE } from "../wire.js";
import type { Problem } from "../types.js";
import type { Evidence } from "./outcome.js";
import { readRetryAfter } from "./delay.js";

/** An answer in one form, whether it came by its own route or as a line of a flush. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly data: unknown;
  readonly problem: Problem | undefined;
  readonly replayed: boolean;
  readonly location?: string | undefined;
  readonly etag?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly protocol: boolean;
  readonly redirected: boolean;
  readonly unreadable: boolean;
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
  return answerFrom(response.status, header("Content-Type") ?? "", await response.text(), {
    replayed: header("Evenkeel-Replayed") === "true",
    location: header("Location"),
    etag: header("ETag"),
    retryAfterMs: readRetryAfter(header("Retry-After"), now),
    protocol: header(PROTOCOL) !== undefined,
    redirected: response.redirected,
  });
}

export function answerOfLine(line: AnswerLine): Answer {
  const rest = {
    replayed: line.replayed === true,
    location: line.location,
    etag: line.etag,
    retryAfterMs: readRetryAfter(line.retryAfter?.toString(), 0),
    protocol: true,
    redirected: false,
  };
  // JSON that is printed over several lines travels as text.
  if (!("body" in line)) return answerFrom(line.status, line.type ?? "", line.text ?? line.base64 ?? "", rest);
  return { ...rest, ...readBody(line.status, "application/json", line.body), unreadable: false };
}

function answerFrom(status: number, contentType: string, text: string, rest: Omit<Answer, "status" | "contentType" | "data" | "problem" | "unreadable">): Answer {
  let data: unknown = text || undefined;
  let unreadable = false;
  if (text && isJson(contentType)) {
    try {
      data = JSON.parse(text);
    } catch {
      unreadable = true;
    }
  }
  return { ...rest, ...readBody(status, contentType, data), unreadable };
}

const readBody = (status: number, contentType: string, data: unknown) => ({
  status,
  contentType,
  data,
  problem: status >= 400 ? readProblem(data, status) : undefined,
});

export const scopeOf = (response: Response): string | undefined => response.headers.get(SCOPE) ?? undefined;

export const timeOf = (response: Response): number | undefined => {
  const time = Number(response.headers.get("Evenkeel-Time"));
  return time > 0 ? time : undefined;
};
