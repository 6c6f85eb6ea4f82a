import type { Reply } from "../network/request.js";
import { judgeThrown } from "../network/thrown.js";
import { timed } from "../network/timed.js";
import { inputOf, type Row } from "../outbox/row.js";
import type { Parts } from "../parts.js";
import type { ServerCall } from "../types.js";

/** The calls of other servers, by the name that a queued one is found by after a reload. */
export class OtherServers {
  readonly #parts: Parts;
  readonly #calls = new Map<string, ServerCall<unknown, unknown>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  register(name: string, call: ServerCall<unknown, unknown>): void {
    const isNew = !this.#calls.has(name);
    this.#calls.set(name, call);
    if (isNew) this.#parts.engine.kick();
  }

  has(name: string): boolean {
    return this.#calls.has(name);
  }

  /** One try. It is ended in time, so that a call that never ends cannot hold the outbox for ever. */
  async call(row: Row, signal: AbortSignal): Promise<Reply> {
    const { environment, engine, options } = this.#parts;
    try {
      const run = (signal: AbortSignal) => this.#calls.get(row.action)!(inputOf(row), { operationId: row.id, signal });
      const data = await timed(environment, options.timeoutMs, run, signal);
      engine.network("online");
      return { outcome: "done", answer: { status: 200, data } };
    } catch (error) {
      const { outcome, unreachable, answer } = judgeThrown(error, environment.now());
      if (!signal.aborted) engine.network(outcome !== "retry" ? "online" : unreachable ? "offline" : "degraded");
      return { outcome, answer };
    }
  }
}
