// @tanstack/offline-transactions as its README shows it: one offline transaction for each action, IndexedDB storage.
import { createCollection } from "@tanstack/db";
import { IndexedDBAdapter, startOfflineExecutor, type OfflineExecutor } from "@tanstack/offline-transactions";
import { expose, type Load } from "./contender.js";
import { operations, type Item } from "./operations.js";
import { post } from "./post.js";

const SEND = "addItem";

const items = createCollection<Item, string>({
  id: "items",
  getKey: item => item.id,
  // The server's rows are not read back: it would only cost this contender time.
  sync: { sync: ({ markReady }) => markReady() },
});

let executor: OfflineExecutor;

expose({
  async prepare(load) {
    executor = start(load);
    await executor.waitForInit();
  },

  async fill(load) {
    for (const item of operations(load)) {
      const transaction = executor.createOfflineTransaction({ mutationFnName: SEND, autoCommit: false });
      transaction.mutate(() => items.insert(item));
      void transaction.commit();
    }
    while ((await executor.peekOutbox()).length < load.count) await pause();
  },

  async flush(load) {
    executor = start(load);
    await executor.waitForInit();
    while (executor.getPendingCount() > 0) await pause();
    while ((await executor.peekOutbox()).length > 0) await pause();
  },
});

const start = ({ run }: Load): OfflineExecutor =>
  startOfflineExecutor({
    collections: { items },
    storage: new IndexedDBAdapter(run, "transactions"),
    mutationFns: {
      [SEND]: async ({ transaction, idempotencyKey }) => {
        for (const mutation of transaction.mutations) {
          await post("/api/one-by-one/items", mutation.modified, { "Idempotency-Key": idempotencyKey });
        }
      },
    },
  });

const pause = () => new Promise(resolve => setTimeout(resolve, 10));
