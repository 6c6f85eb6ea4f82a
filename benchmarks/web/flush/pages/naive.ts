// The design that most applications write first: one request for each queued action, in turn, deleted when it was answered.
import { expose } from "./contender.js";
import { operations, type Item } from "./operations.js";
import { post } from "./post.js";
import { deleteStrict, openStore, STORE } from "./strict-store.js";

const RETRY_MS = 100;

expose({
  async fill(load) {
    const database = await openStore(load.run);
    const transaction = database.transaction(STORE, "readwrite", { durability: "strict" });
    for (const item of operations(load)) void transaction.store.put(item);
    await transaction.done;
    database.close();
  },

  async flush({ run }) {
    const database = await openStore(run);
    for (const item of (await database.getAll(STORE)) as Item[]) {
      while (!(await sent(item))) await new Promise(resolve => setTimeout(resolve, RETRY_MS));
      await deleteStrict(database, item.id);
    }
  },
});

const sent = (item: Item): Promise<boolean> =>
  post("/api/one-by-one/items", item).then(
    () => true,
    () => false,
  );
