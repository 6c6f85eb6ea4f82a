import type { Environment } from "../environment.js";

/** Makes UUIDs of version 7 in server time. They rise within a page even when its clock stands still or goes back. */
export class OperationIds {
  readonly #environment: Environment;
  #offsetMs = 0;
  #lastMs = 0;
  #counter = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Server time minus the device's. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Takes the server's time as the right one. After a clock that was far off, ids start anew instead of going on from the future. */
  adjust(offsetMs: number): void {
    if (Math.abs(offsetMs - this.#offsetMs) > 60_000) this.#lastMs = 0;
    this.#offsetMs = offsetMs;
  }

  next(): string {
    const ms = Math.max(0, Math.round(this.#environment.now() + this.#offsetMs));
    const bytes = this.#environment.randomBytes(10);
    if (ms > this.#lastMs) {
      this.#lastMs = ms;
      // Half of the counter's range is left for ids of the same millisecond.
      this.#counter = ((bytes[8]! << 8) | bytes[9]!) & 0x7ff;
    } else if (++this.#counter > 0xfff) {
      this.#counter = 0;
      this.#lastMs++;
    }
    const time = this.#lastMs.toString(16).padStart(12, "0");
    const counter = this.#counter.toString(16).padStart(3, "0");
    bytes[0] = 0x80 | (bytes[0]! & 0x3f);
    const random = Array.from(bytes.subarray(0, 8), byte => byte.toString(16).padStart(2, "0")).join("");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${random.slice(0, 4)}-${random.slice(4)}`;
  }
}

export const isOperationId = (value: string): boolean => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(value);

/** The canonical id in a header's value, which may be a quoted string; undefined if there is none. */
export function parseOperationId(value: string): string | undefined {
  const id = value.replace(/^"(.*)"$/, "$1").toLowerCase();
  return isOperationId(id) ? id : undefined;
}

export const operationTimeMs = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
