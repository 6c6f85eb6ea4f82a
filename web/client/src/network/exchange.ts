import type { Environment } from "../environment.js";

/** A request that got no answer, or lost it on the way. */
export class Failure extends Error {
  override readonly name = "Failure";
  constructor(readonly kind: "network" | "timeout" | "aborted", options?: ErrorOptions) {
    super(`The request got no answer: ${kind}.`, options);
  }
}

export interface ExchangeOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** One request and the reading of its answer, under one time limit. `alive` starts the limit anew, for answers that stream. */
export async function exchange<T>(
  environment: Environment,
  url: string,
  init: RequestInit,
  { timeoutMs, signal }: ExchangeOptions,
  read: (response: Response, alive: () => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let late = false;
  let timer: unknown;
  const alive = () => {
    environment.clearTimeout(timer);
    timer = environment.setTimeout(() => {
      late = true;
      controller.abort();
    }, timeoutMs);
  };
  const stop = () => controller.abort();
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  alive();
  try {
    return await read(await environment.fetch(url, { ...init, signal: controller.signal }), alive);
  } catch (cause) {
    // fetch and the body's reader throw a TypeError for everything that befalls a connection; the texts differ by browser.
    throw new Failure(late ? "timeout" : signal?.aborted ? "aborted" : "network", { cause });
  } finally {
    environment.clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
