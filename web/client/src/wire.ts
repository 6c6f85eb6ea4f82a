// The wire, as protocol/PROTOCOL.md and protocol/wire-schema.json describe it.
import type { Problem } from "./types.js";

export const PROTOCOL_VERSION = 5;
export const FLUSH_ROUTE = "/_evenkeel/outbox";
export const SESSION_ROUTE = "/_evenkeel/session";
export const VERSION_ROUTE = "/_evenkeel/version";
export const EVENTS_ROUTE = "/_evenkeel/events";
export const voidRoute = (id: string): string => `/_evenkeel/operations/${id}/void`;

export const OPERATION_ID = "Idempotency-Key";
export const PROTOCOL = "Evenkeel-Protocol";
export const SCOPE = "Evenkeel-Scope";
export const DEPLOYMENT = "Evenkeel-Deployment";
export const SEEN = "Evenkeel-Seen";
const CONTRACT = "Evenkeel-Contract";
const DRAFT = "Evenkeel-Draft";
/** Another instance has the action as this page knows it: the server is there, and the same operation goes again. */
export const ELSEWHERE = "contract-elsewhere";
export const NDJSON = "application/x-ndjson";
/** A longer operation goes to its own route, where the application's own limit counts. */
export const LONGEST_LINE = 262_144;

export const isBuild = (name: unknown): name is string => typeof name === "string" && /^[a-z\d][\w.+-]{0,63}$/i.test(name);
export const isContract = (id: unknown): id is string => /^[\da-f]{16}$/.test(id as string);

/** What a call says of itself, as far as there is something to say. */
export const callHeaders = ({ id, type, contract, draft, trace }: Partial<FlushEntry>): Record<string, string> =>
  Object.fromEntries(Object.entries({ [OPERATION_ID]: id, "Content-Type": type, [CONTRACT]: contract, [DRAFT]: draft, traceparent: trace }).filter(([, value]) => value)) as Record<string, string>;

export interface SessionAnswer {
  readonly state: "valid" | "anonymous";
  readonly scope: string;
  readonly name: string | null;
  readonly time?: number;
  /** In Unix ms of server time. */
  readonly expires?: number | null;
  readonly ends?: number | null;
}

/** One line of the answer to a flush. */
export interface AnswerLine {
  readonly id?: string;
  readonly void?: string;
  readonly line?: number;
  readonly status: number;
  readonly replayed?: boolean;
  readonly omitted?: boolean;
  readonly location?: string | undefined;
  readonly etag?: string | undefined;
  /** In seconds. */
  readonly retryAfter?: number | string | undefined;
  readonly seen?: string | undefined;
  readonly changed?: string | readonly string[] | undefined;
  readonly body?: unknown;
  readonly text?: string;
  readonly base64?: string;
  readonly type?: string | undefined;
  /** Only on the last line, which has nothing else. */
  readonly end?: number;
}

/** Reads one answer line; undefined for what cannot be one, which is then treated like an answer that was cut. */
export function readAnswerLine(raw: string): AnswerLine | undefined {
  try {
    const line = JSON.parse(raw) as AnswerLine | null;
    const named = typeof (line?.id ?? line?.void) === "string" || typeof line?.line === "number";
    if (typeof line?.end === "number" || (named && typeof line?.status === "number")) return line!;
  } catch {
    // No JSON.
  }
  return undefined;
}

export interface FlushEntry {
  readonly id: string;
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly lane: string;
  /** The bytes that the fingerprint is made of; "" for none. */
  readonly body: string;
  readonly type?: string | undefined;
  /** What the operation was made against. */
  readonly contract?: string | undefined;
  readonly draft?: string | undefined;
  readonly trace?: string | undefined;
}

/** One line of a flush. The body goes in as it is: JSON.stringify wrote it, so it has no line feed. */
export function operationLine(entry: FlushEntry): string {
  const { id, method = "POST", path, lane, body, type, contract, draft, trace } = entry;
  const head = JSON.stringify({ id, method, path, lane, contract, draft, trace });
  if (!type) return `${head}\n`;
  const tail = type === "application/json" ? `"body":${body}` : `"text":${JSON.stringify(body)},"type":${JSON.stringify(type)}`;
  return `${head.slice(0, -1)},${tail}}\n`;
}

export const voidLine = (id: string): string => `${JSON.stringify({ void: id })}\n`;

const PREFIX = "urn:evenkeel:problem:";

/** A problem of our own or of the application, with the members that every problem of ours has. */
export function readProblem(body: unknown, status: number): Problem {
  const given = (typeof body === "object" && body && !Array.isArray(body) ? body : {}) as Partial<Problem>;
  const type = typeof given.type === "string" ? given.type : "";
  const code = typeof given.error === "string" ? given.error : type.startsWith(PREFIX) ? type.slice(PREFIX.length) : "refused";
  const problem: Problem = { ...given, type: type || PREFIX + code, error: code, status, title: given.title ?? "The server refused the request." };
  if (!given.errors || typeof given.errors !== "object") delete problem.errors;
  return problem;
}

export const localProblem = (code: string, title: string, status = 0): Problem => ({ type: PREFIX + code, error: code, title, status });
