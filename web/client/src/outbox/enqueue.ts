import { KeelError } from "../errors.js";
import type { Database } from "./database.js";
import type { NewRow, Row } from "./row.js";

interface Waiting {
  readonly row: NewRow;
  readonly resolve: (row: Row) => void;
  readonly reject: (error: unknown) => void;
}

const GROUP = 500;

/**
 * Makes operations durable before anything is sent. What arrives while a transaction commits shares the next one, so that
 * a burst costs a few commits to disk and a lone operation exactly one put.
 */
export class Enqueue {
  readonly #database: Database;
  readonly #waiting: Waiting[] = [];
  #busy = false;

  constructor(database: Database) {
    this.#database = database;
  }

  add(row: NewRow): Promise<Row> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      if (!this.#busy) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length) {
      const group = this.#waiting.splice(0, GROUP);
      try {
        await this.#write(group);
      } catch (error) {
        // One that does not fit must not take the others of its group with it.
        if (group.length === 1) group[0]!.reject(storageError(error));
        else for (const one of group) await this.#write([one]).catch(cause => one.reject(storageError(cause)));
      }
    }
    this.#busy = false;
  }

  async #write(group: Waiting[]): Promise<void> {
    const transaction = (await this.#database.open()).transaction("operations", "readwrite", { durability: "strict" });
    // The key generator fills in seq.
    const keys = await Promise.all([...group.map(one => transaction.store.put(one.row as Row)), transaction.done]);
    group.forEach((one, index) => one.resolve({ ...one.row, seq: keys[index] as number }));
  }
}

export function storageError(cause: unknown): KeelError {
  const full = (cause as Error | undefined)?.name === "QuotaExceededError";
  return full
    ? new KeelError("storage-full", "The device has no room for this change. Nothing was saved.", { cause })
    : new KeelError("storage-blocked", "The browser does not allow saving on this device. Nothing was saved.", { cause });
}
