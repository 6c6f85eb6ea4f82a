import type { Status } from "../types.js";

type Network = Status["network"];

/** Whether the server can be reached, as requests tell it. The browser's own idea of being online is only a reason to ask. */
export class Health {
  readonly #changed: (state: Network) => void;
  #state: Network = "online";

  constructor(changed: (state: Network) => void) {
    this.#changed = changed;
  }

  get state(): Network {
    return this.#state;
  }

  set(state: Network): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed(state);
  }

  /** An answer arrived: from the server itself, or from something that is not well. */
  answered(status: number): void {
    this.set(status >= 500 && status !== 501 ? "degraded" : status === 429 ? "degraded" : "online");
  }
}
