/** Time that moves only when a test says so. */
export class FakeClock {
  now = 1_790_000_000_000;
  #next = 1;
  readonly #timers = new Map<number, { at: number; run: () => void }>();

  setTimeout = (run: () => void, ms: number): unknown => {
    const id = this.#next++;
    this.#timers.set(id, { at: this.now + Math.max(0, ms), run });
    return id;
  };

  clearTimeout = (id: unknown): void => {
    this.#timers.delete(id as number);
  };

  /** Lets everything run that needs no time: promises, IndexedDB, messages. */
  async settle(turns = 30): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await new Promise(resolve => setImmediate(resolve));
  }

  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await this.settle();
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.now = Math.max(this.now, due[1].at);
      due[1].run();
    }
    this.now = end;
    await this.settle();
  }

  /** Moves time until a fact holds. */
  async until(fact: () => unknown, limitMs = 300_000): Promise<void> {
    const end = this.now + limitMs;
    await this.settle(3);
    while (!fact()) {
      if (this.now >= end) throw new Error(`Not reached within ${limitMs} ms of fake time: ${fact}`);
      const next = Math.min(...[...this.#timers.values()].map(timer => timer.at));
      await this.settle();
      if (fact()) return;
      await this.advance(Number.isFinite(next) ? Math.max(1, Math.min(next, end) - this.now) : end - this.now);
    }
  }
}
