import type { Problem } from "./types.js";

interface Extra {
  status?: number;
  problem?: Problem;
  details?: Record<string, unknown>;
  cause?: unknown;
}

/** The one error of the runtime. `code` is the server's problem code, or one of the runtime's own (docs/browser-runtime.md). */
export class KeelError extends Error {
  override readonly name = "KeelError";
  declare readonly code: string;
  declare readonly status: number;
  declare readonly details: Record<string, unknown>;
  declare readonly problem?: Problem;
  declare readonly errors?: Record<string, string[]>;

  constructor(code: string, message: string, { cause, ...extra }: Extra = {}) {
    super(message, { cause });
    Object.assign(this, { code, status: 0, details: {}, errors: extra.problem?.errors }, extra);
  }
}
