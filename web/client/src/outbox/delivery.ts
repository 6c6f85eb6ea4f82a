import type { Environment } from "../environment.js";
import { sleep } from "../environment.js";
import { type Answer, answerOfLine, evidenceOf, readAnswer } from "../network/answer.js";
import { Failure } from "../network/exchange.js";
import { readLines } from "../network/lines.js";
import { judge, type Outcome } from "../network/outcome.js";
import type { Requests } from "../network/requests.js";
import { judgeThrown } from "../network/thrown.js";
import type { ServerCall } from "../types.js";
import { FLUSH_ROUTE, NDJSON, OPERATION_ID, readAnswerLine, SCOPE, voidRoute } from "../wire.js";
import type { Entry } from "./parcel.js";
import { inputOf } from "./row.js";
import type { Verdict } from "./settlement.js";

/** How a try went as a whole. */
export interface Delivered {
  readonly outcome: Outcome | "answers";
  /** Nothing came back that the server wrote. */
  readonly unreachable: boolean;
  readonly answer?: Answer | undefined;
  /** How many lines of a flush were answered. */
  readonly answered?: number;
}

/** Without a pause, a browser that delivers answers in large parts would let them block typing. */
const LONGEST_TASK_MS = 16;

/** One request for one parcel, and the reading of its answer. */
export class Delivery {
  readonly #requests: Requests;
  readonly #environment: Environment;
  readonly #calls: ReadonlyMap<string, ServerCall<unknown, unknown>>;
  readonly #report: (verdict: Verdict) => void;

  constructor(requests: Requests, calls: ReadonlyMap<string, ServerCall<unknown, unknown>>, report: (verdict: Verdict) => void) {
    this.#requests = requests;
    this.#environment = requests.environment;
    this.#calls = calls;
    this.#report = report;
  }

  async send(entries: readonly Entry[], unsent: ReadonlySet<number>, signal: AbortSignal, piece: () => void): Promise<Delivered> {
    try {
      if (entries.length > 1) return await this.#flush(entries, unsent, signal, piece);
      return await this.#lone(entries[0]!, unsent, signal);
    } catch (error) {
      if (error instanceof Failure) return { outcome: "retry", unreachable: true };
      throw error;
    }
  }

  async #lone(entry: Entry, unsent: ReadonlySet<number>, signal: AbortSignal): Promise<Delivered> {
    const { row } = entry;
    const firstTry = unsent.has(row.seq);
    if (entry.void === undefined && row.path === undefined) {
      const { outcome, unreachable, answer } = await this.#call(entry, signal);
      this.#report({ row, outcome, answer, firstTry });
      return { outcome, unreachable, answer };
    }
    const { now } = this.#environment;
    const headers: Record<string, string> = { [SCOPE]: row.scope };
    const init: RequestInit = { method: "POST", headers };
    if (entry.void === undefined) {
      headers[OPERATION_ID] = row.id;
      headers.Accept = "application/json, application/problem+json;q=0.9, */*;q=0.5";
      init.method = row.method!;
      if (row.type) {
        headers["Content-Type"] = row.type;
        init.body = row.body;
      }
    }
    const answer = await this.#requests.send(entry.void === undefined ? row.path! : voidRoute(entry.void), init, signal, response => readAnswer(response, now()));
    const outcome = judge(evidenceOf(entry.void === undefined ? "direct" : "void", answer)) as Outcome;
    this.#report({ row, void: entry.void, outcome, answer, firstTry });
    return { outcome, unreachable: outcome === "retry" && !answer.protocol, answer };
  }

  async #flush(entries: readonly Entry[], unsent: ReadonlySet<number>, signal: AbortSignal, piece: () => void): Promise<Delivered> {
    const open = new Map(entries.map(entry => [entry.void ?? entry.row.id, entry]));
    const init = {
      method: "POST",
      body: entries.map(entry => entry.line).join(""),
      headers: { "Content-Type": NDJSON, Accept: `${NDJSON}, application/problem+json`, [SCOPE]: entries[0]!.row.scope },
    };
    let answered = 0;
    const verdict = (entry: Entry, answer: Answer) => {
      open.delete(entry.void ?? entry.row.id);
      answered++;
      const outcome = judge({ ...evidenceOf("line", answer), void: entry.void !== undefined }) as Outcome;
      this.#report({ row: entry.row, void: entry.void, outcome, answer, firstTry: unsent.has(entry.row.seq) });
    };
    const read = async (response: Response, alive: () => void): Promise<Delivered> => {
      const head = { status: response.status, contentType: response.headers.get("Content-Type") ?? "", protocol: response.headers.has("Evenkeel-Protocol") };
      if (judge({ via: "flush", operations: entries.length, ...head }) !== "answers") {
        const answer = await readAnswer(response, this.#environment.now());
        const outcome = judge({ ...evidenceOf("flush", answer), operations: entries.length });
        return { outcome, unreachable: outcome === "retry" && !answer.protocol, answer };
      }
      let since = this.#environment.now();
      await readLines(response, text => {
        const line = readAnswerLine(text);
        if (!line || "end" in line) return;
        const entry = open.get(line.void ?? line.id ?? "") ?? (line.line === undefined ? undefined : entries[line.line - 1]);
        if (entry && open.has(entry.void ?? entry.row.id)) verdict(entry, answerOfLine(line));
      }, async () => {
        alive();
        piece();
        if (this.#environment.now() - since < LONGEST_TASK_MS) return;
        await sleep(this.#environment, 0);
        since = this.#environment.now();
      });
      return { outcome: "answers", unreachable: false };
    };
    let delivered: Delivered;
    try {
      delivered = await this.#requests.send(FLUSH_ROUTE, init, signal, read);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind === "aborted") throw error;
      delivered = { outcome: "retry", unreachable: !answered };
    }
    // Cut, or failed as a whole: what has no answer has an unknown outcome, and goes again under the same id.
    const outcome = delivered.outcome === "answers" ? "retry" : delivered.outcome;
    for (const { row, void: id } of open.values()) this.#report({ row, void: id, outcome, answer: delivered.answer });
    return { ...delivered, answered, ...(open.size && delivered.outcome === "answers" && { outcome }) };
  }

  async #call({ row }: Entry, signal: AbortSignal): Promise<{ outcome: Outcome; unreachable: boolean; answer?: Answer | undefined }> {
    // The call is given its own signal, so that a call that never ends cannot hold the outbox for ever.
    const late = new AbortController();
    const stop = () => late.abort();
    signal.addEventListener("abort", stop);
    const timer = this.#environment.setTimeout(() => late.abort(new DOMException("The call took too long.", "TimeoutError")), this.#requests.options.timeoutMs);
    const ended = new Promise<never>((_, reject) => late.signal.addEventListener("abort", () => reject(late.signal.reason)));
    try {
      const call = this.#calls.get(row.action)!(inputOf(row), { operationId: row.id, signal: late.signal });
      const data = await Promise.race([call, ended]);
      const answer = { status: 200, contentType: "", data, problem: undefined, replayed: false, protocol: false, redirected: false, unreadable: false };
      return { outcome: "done", unreachable: false, answer };
    } catch (error) {
      if (signal.aborted) throw new Failure("aborted");
      return judgeThrown(error, this.#environment.now());
    } finally {
      this.#environment.clearTimeout(timer);
      signal.removeEventListener("abort", stop);
    }
  }
}
