export type StoreName = "operations" | "meta" | "kept";
/** A store inside a transaction. */
export type Stores = (name: StoreName) => IDBObjectStore;

const SCHEMA_VERSION = 1;

/** The one connection of this page, opened when first needed and again after the browser closed it. */
export class Database {
  readonly #name: string;
  readonly #factory: IDBFactory | undefined;
  #connection: Promise<IDBDatabase> | undefined;

  constructor(name: string, factory: IDBFactory | undefined) {
    this.#name = name;
    this.#factory = factory;
  }

  /** One transaction. Resolves when it is complete; `work` may wait for requests of this transaction only. */
  async run<T>(names: StoreName[], mode: IDBTransactionMode, work: (stores: Stores) => T | Promise<T>, durability: IDBTransactionDurability = "default"): Promise<T> {
    const transaction = (await this.#open()).transaction(names, mode, { durability });
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new DOMException("The transaction was given up.", "AbortError"));
    });
    // The error of the work itself says more.
    complete.catch(() => undefined);
    try {
      const result = await work(name => transaction.objectStore(name));
      await complete;
      return result;
    } catch (error) {
      // All or nothing, also when it is the work that fails; a transaction that has failed itself cannot be given up again.
      if (!transaction.error) transaction.abort();
      throw error;
    }
  }

  async close(): Promise<void> {
    (await this.#connection?.catch(() => undefined))?.close();
    this.#connection = undefined;
  }

  #open(): Promise<IDBDatabase> {
    if (!this.#connection) {
      const forget = () => (this.#connection = undefined);
      this.#connection = this.#connect(forget);
      // The next call tries again: a browser that blocks storage now may allow it later.
      this.#connection.catch(forget);
    }
    return this.#connection;
  }

  async #connect(forget: () => void): Promise<IDBDatabase> {
    const request = this.#factory!.open(this.#name, SCHEMA_VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("operations", { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore("meta");
      request.result.createObjectStore("kept", { keyPath: "key" }).createIndex("at", "at");
    };
    const connection = await answered(request);
    connection.onclose = forget;
    // A page of a newer build wants to change the schema: it must not wait for this one.
    connection.onversionchange = () => {
      connection.close();
      forget();
    };
    return connection;
  }
}

export const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as DOMException);
  });
