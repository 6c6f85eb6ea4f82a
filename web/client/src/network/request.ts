import type { Parts } from "../parts.js";
import { DEPLOYMENT, ELSEWHERE, PROTOCOL, PROTOCOL_VERSION, SCOPE } from "../wire.js";
import { type Answer, readAnswer } from "./answer.js";
import { judge, type Outcome } from "./outcome.js";
import { failureError, timed } from "./timed.js";

/** A clock that runs half a second wrong stamps well enough; only larger changes are remembered. */
const OFFSET_STEP_MS = 500;

export interface Asking {
  readonly signal?: AbortSignal | undefined;
  /** How many operations a flush holds. */
  readonly flushed?: number;
  readonly voiding?: boolean;
  /** Reads the answers of a flush. */
  readonly read?: (response: Response, alive: () => void) => Promise<void>;
}

export interface Reply {
  readonly outcome: Outcome | "answers";
  readonly answer?: Answer | undefined;
  /** Why there is no answer. */
  readonly error?: unknown;
}

/** Asks the application's own server. Never rejects; what comes of it also tells whether the server can be reached. */
export type Request = (target: string, init?: RequestInit, asking?: Asking) => Promise<Reply>;

export const createRequest = (parts: Parts): Request => async (target, init, { signal, flushed, voiding, read } = {}) => {
  const { environment, engine, options } = parts;
  let reply: Reply = { outcome: "answers" };
  let answering = false;
  try {
    const headers = await headersOf(parts, { Accept: "application/json, application/problem+json;q=0.9, */*;q=0.5", ...init?.headers });
    const exchange = async (signal: AbortSignal, alive: () => void) => {
      const response = await environment.fetch(baseOf(options.baseUrl) + target, { ...init, headers, signal });
      note(parts, response.headers);
      const { status } = response;
      const head = { status, contentType: response.headers.get("Content-Type") ?? "", protocol: response.headers.has(PROTOCOL) };
      if (read && judge(head, flushed) === "answers") {
        answering = true;
        engine.network("online");
        return read(response, alive);
      }
      const answer = await readAnswer(response, environment.now());
      const outcome = judge(answer, flushed, voiding);
      engine.network(outcome !== "retry" || answer.problem?.error === ELSEWHERE ? "online" : answer.protocol ? "degraded" : "offline");
      reply = { outcome, answer };
    };
    await timed(environment, options.timeoutMs, exchange, signal);
  } catch (cause) {
    reply = { outcome: "retry", error: signal?.aborted ? cause : failureError(cause) };
    // An answer that was cut says nothing bad about the server.
    if (!signal?.aborted && !answering) engine.network("offline");
  }
  parts.debug(`${target}: ${reply.outcome}`, reply);
  return reply;
};

export const baseOf = (baseUrl = ""): string => baseUrl.replace(/\/$/, "");

/** What each request to the application's own server says of itself, and what the application adds to it. */
export async function identify({ build, options }: Parts, headers: Headers): Promise<void> {
  headers.set(PROTOCOL, `${PROTOCOL_VERSION}`);
  if (build) headers.set(DEPLOYMENT, build);
  for (const [name, value] of Object.entries((await options.headers?.()) ?? {})) headers.set(name, value);
}

export async function headersOf(parts: Parts, given: HeadersInit): Promise<Headers> {
  const headers = new Headers(given);
  // Cookie authentication then answers 401 where it would send a person to a sign-in page.
  headers.set("X-Requested-With", "XMLHttpRequest");
  await identify(parts, headers);
  return headers;
}

/** What each answer tells beside itself: the server's time, whose session it saw, and what is deployed. */
function note({ deployments, environment, ids, engine, session }: Parts, headers: Headers): void {
  const time = Number(headers.get("Evenkeel-Time"));
  const offset = time - environment.now();
  if (time > 0 && Math.abs(offset - ids.offsetMs()) > OFFSET_STEP_MS) {
    ids.adjust(offset);
    engine.remember("timeOffset", offset);
  }
  session.saw(headers.get(SCOPE));
  deployments?.saw(headers);
}
