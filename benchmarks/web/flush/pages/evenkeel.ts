import { createClient, type KeelClient } from "@evenkeel/client";
import { expose, type Load } from "./contender.js";
import { operations, parts } from "./operations.js";

const ADD = "POST /api/keel/items";

let keel: KeelClient;

expose({
  async prepare(load) {
    keel = open(load);
    await keel.session.check();
  },

  async fill(load) {
    for (const part of parts(operations(load))) {
      await Promise.all(part.map(item => keel.command(ADD, item, { waitMs: 0 })));
    }
  },

  flush(load) {
    keel = open(load);
    return new Promise<void>(resolve => {
      let found = false;
      keel.status.subscribe(({ pending }) => {
        found ||= pending > 0;
        if (found && pending === 0) resolve();
      });
    });
  },
});

const open = ({ run, batch }: Load): KeelClient => createClient({ name: run, ...(batch && { flush: { maxOperations: batch } }) });
