import { sleep } from "../environment.js";
import { answerOfLine } from "../network/answer.js";
import { judge, type Outcome } from "../network/outcome.js";
import type { Reply } from "../network/request.js";
import type { Parts } from "../parts.js";
import { callHeaders, FLUSH_ROUTE, NDJSON, readAnswerLine, SCOPE, voidRoute } from "../wire.js";
import type { Entry } from "./parcel.js";
import type { Verdict } from "./settlement.js";

/** How a try went as a whole. */
export interface Delivered extends Reply {
  readonly outcome: Outcome | "answers";
  /** How many lines of a flush were answered. */
  readonly answered: number;
}

/** Without a pause, a browser that delivers answers in large parts would let them block typing. */
const LONGEST_TASK_MS = 16;

/** One request for one parcel, and the reading of its answer. `piece` is called after each part that the network delivered. */
export async function deliver(parts: Parts, entries: readonly Entry[], signal: AbortSignal, report: (verdict: Verdict) => void, piece: () => void): Promise<Delivered> {
  const { environment, others, request } = parts;
  const { row, id, voiding = false } = entries[0]!;
  const open = new Map(entries.map(entry => [entry.id, entry]));
  const flushed = entries.length > 1 ? entries.length : 0;

  const line = (text: string) => {
    const read = readAnswerLine(text);
    const entry = read && open.get(read.id ?? read.void ?? entries[read.line! - 1]?.id ?? "");
    if (!entry) return;
    open.delete(entry.id);
    const answer = answerOfLine(read);
    report({ ...entry, answer, outcome: judge(answer, 0, entry.voiding) as Outcome });
  };
  const read = async (response: Response, alive: () => void) => {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let since = environment.now(); ; ) {
      const { done, value = "\n" } = await reader.read();
      const lines = (rest + value).split("\n");
      rest = lines.pop()!;
      lines.forEach(line);
      if (done) return;
      alive();
      piece();
      if (environment.now() - since < LONGEST_TASK_MS) continue;
      await sleep(environment, 0);
      since = environment.now();
    }
  };
  const alone = !flushed && !voiding;
  const route = flushed ? FLUSH_ROUTE : voiding ? voidRoute(id) : row.path;
  const headers = { [SCOPE]: row.scope, ...(alone ? callHeaders(row) : flushed && { "Content-Type": NDJSON }) };
  const body = flushed ? entries.map(({ line }) => line).join("") : alone && row.type ? row.body : null;
  const method = alone ? row.method! : "POST";
  const reply = route ? await request(route, { method, body, headers }, { signal, flushed, voiding, read }) : await others!.call(row, signal);

  const answered = flushed && flushed - open.size;
  // Cut, or failed as a whole: what has no answer has an unknown outcome, and goes again under the same id.
  const outcome = reply.outcome === "answers" && open.size ? "retry" : reply.outcome;
  for (const entry of open.values()) report({ ...entry, outcome: outcome as Outcome, answer: reply.answer });
  return { ...reply, outcome, answered };
}
