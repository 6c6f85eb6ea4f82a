import { sleep } from "../environment.js";
import { type Answer, answerOfLine, evidenceOf, readAnswer } from "../network/answer.js";
import { Failure } from "../network/exchange.js";
import { readLines } from "../network/lines.js";
import { judge, type Outcome } from "../network/outcome.js";
import type { Parts } from "../parts.js";
import { ACCEPT_JSON, FLUSH_ROUTE, NDJSON, OPERATION_ID, PROTOCOL, readAnswerLine, SCOPE, voidRoute } from "../wire.js";
import type { Entry } from "./parcel.js";
import type { Row } from "./row.js";

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

/** One request for one parcel, and the reading of its answer. Verdicts are reported as they come. */
export async function deliver(parts: Parts, entries: readonly Entry[], unsent: ReadonlySet<number>, signal: AbortSignal, piece: () => void): Promise<Delivered> {
  try {
    if (entries.length > 1) return await flush(parts, entries, unsent, signal, piece);
    const { row, void: id } = entries[0]!;
    const delivered = id === undefined && row.path === undefined ? await parts.others!.call(row, signal) : await sendAlone(parts, row, id, signal);
    parts.flusher.report({ row, void: id, outcome: delivered.outcome as Outcome, answer: delivered.answer, firstTry: unsent.has(row.seq) });
    return delivered;
  } catch (error) {
    if (error instanceof Failure && error.kind === "aborted") return { outcome: "retry", unreachable: true };
    throw error;
  }
}

async function sendAlone({ environment, requests }: Parts, row: Row, voided: string | undefined, signal: AbortSignal): Promise<Delivered> {
  const headers: Record<string, string> = { [SCOPE]: row.scope };
  const init: RequestInit = { method: "POST", headers };
  if (voided === undefined) {
    headers[OPERATION_ID] = row.id;
    headers.Accept = ACCEPT_JSON;
    init.method = row.method!;
    if (row.type) {
      headers["Content-Type"] = row.type;
      init.body = row.body;
    }
  }
  try {
    const answer = await requests.send(voided === undefined ? row.path! : voidRoute(voided), init, signal, response => readAnswer(response, environment.now()));
    const outcome = judge(evidenceOf(voided === undefined ? "direct" : "void", answer));
    return { outcome, unreachable: outcome === "retry" && !answer.protocol, answer };
  } catch (error) {
    return lost(error);
  }
}

async function flush({ environment, requests, flusher }: Parts, entries: readonly Entry[], unsent: ReadonlySet<number>, signal: AbortSignal, piece: () => void): Promise<Delivered> {
  const open = new Map(entries.map(entry => [entry.void ?? entry.row.id, entry]));
  const init = {
    method: "POST",
    body: entries.map(entry => entry.line).join(""),
    headers: { "Content-Type": NDJSON, Accept: `${NDJSON}, application/problem+json`, [SCOPE]: entries[0]!.row.scope },
  };
  let since = environment.now();
  const answered = (text: string) => {
    const line = readAnswerLine(text);
    if (!line || "end" in line) return;
    const key = line.void ?? line.id ?? entries[line.line! - 1]?.row.id ?? "";
    const entry = open.get(key);
    if (!entry) return;
    open.delete(key);
    const { row, void: id } = entry;
    const answer = answerOfLine(line);
    const outcome = judge({ ...evidenceOf("line", answer), void: id !== undefined }) as Outcome;
    flusher.report({ row, void: id, outcome, answer, firstTry: unsent.has(row.seq) });
  };
  const delivered = await requests.send<Delivered>(FLUSH_ROUTE, init, signal, async (response, alive) => {
    const { status, headers } = response;
    const operations = entries.length;
    const head = { via: "flush" as const, operations, status, contentType: headers.get("Content-Type") ?? "", protocol: headers.has(PROTOCOL) };
    if (judge(head) !== "answers") {
      const answer = await readAnswer(response, environment.now());
      const outcome = judge({ ...evidenceOf("flush", answer), operations });
      return { outcome, unreachable: outcome === "retry" && !answer.protocol, answer };
    }
    await readLines(response, answered, async () => {
      alive();
      piece();
      if (environment.now() - since < LONGEST_TASK_MS) return;
      await sleep(environment, 0);
      since = environment.now();
    });
    return { outcome: "answers", unreachable: false };
  }).catch(lost);
  const lines = entries.length - open.size;
  // Cut, or failed as a whole: what has no answer has an unknown outcome, and goes again under the same id.
  const outcome = delivered.outcome === "answers" ? "retry" : delivered.outcome;
  for (const { row, void: id } of open.values()) flusher.report({ row, void: id, outcome, answer: delivered.answer });
  return { ...delivered, unreachable: delivered.unreachable && !lines, answered: lines, ...(open.size && delivered.outcome === "answers" && { outcome }) };
}

function lost(error: unknown): Delivered {
  if (!(error instanceof Failure) || error.kind === "aborted") throw error;
  return { outcome: "retry", unreachable: true };
}
