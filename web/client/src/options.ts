import type { ClientOptions, RetryOptions } from "./types.js";

export const RETRY: RetryOptions = {
  baseMs: 500,
  capMs: 30_000,
  budgetRatio: 0.1,
  budgetMax: 10,
  breakerFailures: 5,
  breakerOpenMs: 5_000,
  breakerMaxMs: 60_000,
};

export interface Settings {
  readonly baseUrl: string;
  readonly name: string;
  readonly waitMs: number;
  readonly timeoutMs: number;
  readonly retry: RetryOptions;
  readonly limits: { readonly operations: number; readonly bytes: number; readonly direct: boolean };
  readonly lanes: Record<string, string>;
  readonly keeps: (action: string) => boolean;
  readonly headers: NonNullable<ClientOptions["headers"]>;
  readonly scope: string | undefined;
  readonly debug: (line: string, data?: unknown) => void;
}

export function settingsOf(options: ClientOptions): Settings {
  const { keepQueries = true, debug = false, transport, flush } = options;
  return {
    baseUrl: (options.baseUrl ?? "").replace(/\/$/, ""),
    name: options.name ?? "evenkeel",
    waitMs: options.waitMs ?? 8_000,
    timeoutMs: options.timeoutMs ?? 30_000,
    retry: { ...RETRY, ...options.retry },
    limits: { operations: flush?.maxOperations ?? 500, bytes: flush?.maxBytes ?? 524_288, direct: transport === "direct" },
    lanes: options.lanes ?? {},
    headers: options.headers ?? (() => ({})),
    scope: options.scope,
    keeps: typeof keepQueries === "function" ? keepQueries : () => keepQueries,
    debug: typeof debug === "function" ? debug : debug ? (line, data) => console.debug(`evenkeel: ${line}`, data ?? "") : () => {},
  };
}
