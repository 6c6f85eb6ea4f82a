import type { Problem } from "./types.js";

/** The one error of the runtime. `code` is the server's problem code, or one of the runtime's own (docs/browser-runtime.md). */
export class KeelError extends Error {
  override readonly name = "KeelError";
  declare readonly code: string;
  declare readonly status: number;
  declare readonly details: Record<string, unknown>;
  declare readonly problem?: Problem;
  declare readonly errors?: Record<string, string[]>;

  constructor(code: string, message: string, extra: { status?: number; problem?: Problem; details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, "cause" in extra ? { cause: extra.cause } : undefined);
    this.code = code;
    this.status = extra.status ?? 0;
    this.details = extra.details ?? {};
    if (extra.problem) {
      this.problem = extra.problem;
      if (extra.problem.errors) this.errors = extra.problem.errors;
    }
  }
}
