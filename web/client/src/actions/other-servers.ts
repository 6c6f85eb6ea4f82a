import { timed } from "../network/retrying.js";
import { type Thrown, judgeThrown } from "../network/thrown.js";
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
    if (isNew) this.#parts.engine.kick(false);
  }

  has(name: string): boolean {
    return this.#calls.has(name);
  }

  /** One try. It is ended in time, so that a call that never ends cannot hold the outbox for ever. */
  async call(row: Row, signal: AbortSignal): Promise<Thrown> {
    const { environment, settings } = this.#parts;
    try {
      const run = (signal: AbortSignal) => this.#calls.get(row.action)!(inputOf(row), { operationId: row.id, signal });
      const data = await timed(environment, settings.timeoutMs, run, signal);
      return { outcome: "done", unreachable: false, answer: { status: 200, data } };
    } catch (error) {
      return judgeThrown(error, environment.now());
    }
  }
}
