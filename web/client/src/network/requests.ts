import { PROTOCOL, PROTOCOL_VERSION, SCOPE } from "../wire.js";
import type { Parts } from "../parts.js";
import { exchange, Failure } from "./exchange.js";

/** A clock that runs half a second wrong stamps well enough; only larger changes are remembered. */
const OFFSET_STEP_MS = 500;

/** Requests to the application's own server: common headers, time limit, and what each answer tells about the server. */
export class Requests {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws a Failure when no answer came, or it broke off while it was read. */
  async send<T>(target: string, init: RequestInit, signal: AbortSignal | undefined, read: (response: Response, alive: () => void) => Promise<T>): Promise<T> {
    const { environment, settings, health } = this.#parts;
    const headers = new Headers(init.headers);
    headers.set(PROTOCOL, String(PROTOCOL_VERSION));
    // Cookie authentication then answers 401 where it would send a person to a sign-in page.
    headers.set("X-Requested-With", "XMLHttpRequest");
    try {
      for (const [name, value] of Object.entries(await settings.headers())) headers.set(name, value);
      return await exchange(environment, settings.baseUrl + target, { ...init, headers }, { timeoutMs: settings.timeoutMs, signal }, (response, alive) => {
        this.#look(response.headers);
        return read(response, alive);
      });
    } catch (error) {
      // Headers that cannot be had, a token refresh that fails for example, are a request that could not be made.
      const failure = error instanceof Failure ? error : new Failure("network", { cause: error });
      if (failure.kind !== "aborted") health.set("offline");
      throw failure;
    }
  }

  #look(headers: Headers): void {
    const { environment, ids, session, engine } = this.#parts;
    const time = Number(headers.get("Evenkeel-Time"));
    const offset = time - environment.now();
    if (time > 0 && Math.abs(offset - ids.offsetMs) > OFFSET_STEP_MS) {
      ids.adjust(offset);
      engine.remember("timeOffset", offset);
    }
    session.saw(headers.get(SCOPE));
  }
}
