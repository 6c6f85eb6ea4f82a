import { KeelError } from "../errors.js";
import { answered, type Database, type Stores } from "./database.js";
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
    // The key generator gives each its place.
    const put = (stores: Stores) => Promise.all(group.map(({ row }) => answered(stores("operations").put(row))));
    const places = await this.#database.run(["operations"], "readwrite", put, "strict");
    group.forEach((one, index) => one.resolve({ ...one.row, seq: places[index] as number }));
  }
}

export function storageError(cause: unknown): KeelError {
  const full = (cause as Error | undefined)?.name === "QuotaExceededError";
  return new KeelError(full ? "storage-full" : "storage-blocked", `Nothing was saved: the ${full ? "device has no room" : "browser does not allow it"}.`, { cause });
}
