/** Keeps repeats at a share of requests, so that clients do not add to an overload (Finagle's RetryBudget, gRPC's throttling). */
export class RetryBudget {
  readonly #ratio: number;
  readonly #max: number;
  #tokens: number;

  constructor(ratio: number, max: number) {
    this.#ratio = ratio;
    this.#tokens = this.#max = max;
  }

  get tokens(): number {
    return this.#tokens;
  }

  first(): void {
    this.#tokens = Math.min(this.#max, this.#tokens + this.#ratio);
  }

  /** Takes a token, if there is one. Ten times a tenth is not quite one in binary fractions. */
  repeat(): boolean {
    if (this.#tokens < 1 - 1e-9) return false;
    this.#tokens -= 1;
    return true;
  }
}
