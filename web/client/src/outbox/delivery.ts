import { sleep } from "../environment.js";
import { answerOfLine } from "../network/answer.js";
import { judge, type Outcome } from "../network/outcome.js";
import type { Reply } from "../network/request.js";
import type { Parts } from "../parts.js";
import { callHeaders, FLUSH_ROUTE, NDJSON, OPERATION_ID, readAnswerLine, SCOPE, voidRoute } from "../wire.js";
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
  const own = { [OPERATION_ID]: id, ...(row.type && { "Content-Type": row.type }), ...callHeaders(row) };
  const headers = { [SCOPE]: row.scope, ...(flushed ? { "Content-Type": NDJSON } : !voiding && own) };
  const init = flushed || voiding ? { method: "POST", headers } : { method: row.method!, headers, ...(row.type && { body: row.body }) };
  const asking = { signal, flushed, voiding, read };
  const reply = flushed
    ? await request(FLUSH_ROUTE, { ...init, body: entries.map(({ line }) => line).join("") }, asking)
    : row.path === undefined && !voiding
      ? await others!.call(row, signal)
      : await request(voiding ? voidRoute(id) : row.path!, init, asking);

  const answered = flushed && flushed - open.size;
  // Cut, or failed as a whole: what has no answer has an unknown outcome, and goes again under the same id.
  const outcome = reply.outcome === "answers" && open.size ? "retry" : reply.outcome;
  for (const entry of open.values()) report({ ...entry, outcome: outcome as Outcome, answer: reply.answer });
  return { ...reply, outcome, answered };
}
