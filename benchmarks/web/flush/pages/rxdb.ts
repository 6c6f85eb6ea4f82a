// RxDB's replication with its free Dexie storage, pushing batches to a handler as its HTTP replication guide describes.
import { createRxDatabase, type RxCollection } from "rxdb/plugins/core";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { expose } from "./contender.js";
import { operations, type Item } from "./operations.js";
import { post } from "./post.js";

const RETRY_MS = 500;

let items: RxCollection<Item>;

expose({
  async fill(load) {
    items = await open(load.run);
    await items.bulkInsert(operations(load));
  },

  async flush({ run, batch }) {
    items = await open(run);
    const replication = replicateRxCollection<Item, unknown>({
      replicationIdentifier: "items",
      collection: items,
      retryTime: RETRY_MS,
      push: {
        ...(batch && { batchSize: batch }),
        handler: async rows => {
          const conflicts = (await post("/api/push", rows)) as Item[];
          return conflicts.map(item => ({ ...item, _deleted: false }));
        },
      },
    });
    await replication.awaitInitialReplication();
    await replication.awaitInSync();
  },
});

async function open(name: string): Promise<RxCollection<Item>> {
  const database = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false });
  const { items } = await database.addCollections({
    items: {
      schema: {
        version: 0,
        type: "object",
        primaryKey: "id",
        properties: { id: { type: "string", maxLength: 100 }, run: { type: "string" }, text: { type: "string" } },
        required: ["id", "run", "text"],
      },
    },
  });
  return items as unknown as RxCollection<Item>;
}
