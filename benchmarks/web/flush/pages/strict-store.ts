import { openDB, type IDBPDatabase } from "idb";

export const STORE = "operations";

/** A bare object store: what an application would open by hand. */
export const openStore = (name: string): Promise<IDBPDatabase> =>
  openDB(name, 1, { upgrade: database => void database.createObjectStore(STORE, { keyPath: "id" }) });

/** One put, on disk when it ends. */
export async function putStrict(database: IDBPDatabase, row: unknown): Promise<void> {
  const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
  await Promise.all([transaction.store.put(row), transaction.done]);
}

export async function deleteStrict(database: IDBPDatabase, id: string): Promise<void> {
  const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
  await Promise.all([transaction.store.delete(id), transaction.done]);
}
