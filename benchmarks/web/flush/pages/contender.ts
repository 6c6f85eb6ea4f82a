import { watchLongTasks } from "./long-tasks.js";

export interface Load {
  readonly run: string;
  readonly count: number;
  /** What a contender may be tuned by; each has a default. */
  readonly batch?: number;
}

/** One design under test. It is filled while the browser is offline; a later page of the same origin flushes. */
export interface Contender {
  /** While the network is still there. */
  prepare?(load: Load): Promise<void>;
  /** Ends when all operations are durable in the browser. */
  fill(load: Load): Promise<void>;
  /** Ends when the server has confirmed all operations and none is left in the browser. */
  flush(load: Load): Promise<void>;
}

export interface Flushed {
  readonly milliseconds: number;
  readonly longestTask: number;
}

async function flush(contender: Contender, load: Load): Promise<Flushed> {
  const tasks = watchLongTasks();
  const start = performance.now();
  await contender.flush(load);
  return { milliseconds: performance.now() - start, longestTask: await tasks.longest() };
}

/** Makes a contender callable from the driver. */
export function expose(contender: Contender): void {
  Object.assign(window, {
    bench: {
      prepare: async (load: Load) => {
        await fetch("/sign-in", { method: "POST" });
        await contender.prepare?.(load);
      },
      fill: (load: Load) => contender.fill(load),
      flush: (load: Load) => flush(contender, load),
    },
  });
}
