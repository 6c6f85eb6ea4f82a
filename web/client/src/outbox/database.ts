export type StoreName = "operations" | "meta" | "kept";
/** A store inside a transaction. */
export type Stores = (name: StoreName) => IDBObjectStore;

export interface Database {
  /** One transaction. Resolves when it is complete; `work` may wait for requests of this transaction only. */
  run<T>(names: StoreName[], mode: IDBTransactionMode, work: (stores: Stores) => T | Promise<T>, durability?: IDBTransactionDurability): Promise<T>;
  close(): Promise<void>;
}

const SCHEMA_VERSION = 1;

/** The one connection of this page, opened when first needed and again after the browser closed it. */
export function createDatabase(name: string, factory: IDBFactory | undefined): Database {
  let connection: Promise<IDBDatabase> | undefined;
  const forget = () => (connection = undefined);

  const connect = async () => {
    const request = factory!.open(name, SCHEMA_VERSION);
    request.onupgradeneeded = () => {
      const create = (name: StoreName, options?: IDBObjectStoreParameters) => request.result.createObjectStore(name, options);
      create("operations", { keyPath: "seq", autoIncrement: true });
      create("meta");
      create("kept", { keyPath: "key" }).createIndex("at", "at");
    };
    const opened = await answered(request);
    opened.onclose = forget;
    // A page of a newer build wants to change the schema: it must not wait for this one.
    opened.onversionchange = () => {
      opened.close();
      forget();
    };
    return opened;
  };

  return {
    async run(names, mode, work, durability = "default") {
      // The next call tries again: a browser that blocks storage now may allow it later.
      connection ??= connect().catch(error => {
        forget();
        throw error;
      });
      const transaction = (await connection).transaction(names, mode, { durability });
      const complete = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
      });
      // The error of the work itself says more.
      complete.catch(() => {});
      try {
        const result = await work(name => transaction.objectStore(name));
        await complete;
        return result;
      } catch (error) {
        // All or nothing, also when it is the work that fails; a transaction that has failed itself cannot be given up again.
        if (!transaction.error) transaction.abort();
        throw error;
      }
    },
    async close() {
      (await connection?.catch(() => undefined))?.close();
      forget();
    },
  };
}

export const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as DOMException);
  });
