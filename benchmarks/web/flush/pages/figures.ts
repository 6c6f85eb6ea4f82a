// What one operation costs the person who makes it: the durable save, and the list that shows it.
import { createClient, type KeelClient } from "@evenkeel/client";
import { measureEnqueue, type EnqueueTimes } from "./enqueue.js";
import { ADD, measureView, registerRows, ROWS, type ViewTimes } from "./local-view.js";
import { operations, parts } from "./operations.js";
import type { Load } from "./contender.js";

let keel: KeelClient;

async function prepare({ run, count }: Load): Promise<void> {
  await fetch("/sign-in", { method: "POST" });
  keel = createClient({ name: run });
  registerRows(keel);
  await keel.session.check();
  await keel.query(ROWS, { count });
}

async function fill(load: Load): Promise<void> {
  for (const part of parts(operations(load))) await Promise.all(part.map(item => keel.command(ADD, item, { waitMs: 0 })));
}

const enqueue = (load: Load): Promise<EnqueueTimes> => measureEnqueue(keel, load);
const view = (load: Load): Promise<ViewTimes> => measureView(keel, load);

Object.assign(window, { bench: { prepare, fill, enqueue, view } });
