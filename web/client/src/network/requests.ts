import { sleep, type Environment } from "../environment.js";
import { PROTOCOL, PROTOCOL_VERSION } from "../wire.js";
import { exchange, Failure } from "./exchange.js";
import type { Health } from "./health.js";

export interface RequestsOptions {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly headers: (() => Record<string, string> | Promise<Record<string, string>>) | undefined;
}

/** Requests to the application's own server: common headers, time limit, and what each answer tells about the server. */
export class Requests {
  readonly environment: Environment;
  readonly options: RequestsOptions;
  readonly #health: Health;
  readonly #answered: (response: Response) => void;

  constructor(environment: Environment, options: RequestsOptions, health: Health, answered: (response: Response) => void) {
    this.environment = environment;
    this.options = options;
    this.#health = health;
    this.#answered = answered;
  }

  /** Throws a Failure when no answer came, or it broke off while it was read. */
  async send<T>(target: string, init: RequestInit, signal: AbortSignal | undefined, read: (response: Response, alive: () => void) => Promise<T>): Promise<T> {
    const headers = new Headers(init.headers);
    headers.set(PROTOCOL, String(PROTOCOL_VERSION));
    // Cookie authentication then answers 401 where it would send a person to a sign-in page.
    headers.set("X-Requested-With", "XMLHttpRequest");
    try {
      for (const [name, value] of Object.entries((await this.options.headers?.()) ?? {})) headers.set(name, value);
      return await exchange(
        this.environment,
        this.options.baseUrl + target,
        { credentials: "same-origin", ...init, headers },
        { timeoutMs: this.options.timeoutMs, signal },
        (response, alive) => {
          this.#answered(response);
          return read(response, alive);
        },
      );
    } catch (error) {
      // Headers that cannot be had, a token refresh that fails for example, are a request that could not be made.
      const failure = error instanceof Failure ? error : new Failure("network", { cause: error });
      if (failure.kind !== "aborted") this.#health.set("offline");
      throw failure;
    }
  }

  pause(ms: number, signal?: AbortSignal): Promise<void> {
    return sleep(this.environment, ms, signal);
  }
}
