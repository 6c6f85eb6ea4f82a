// How many operations each contender is given: the slow ones get fewer, and rates are compared. `slow` is one request for each operation.
const FULL = {
  rounds: 3,
  enqueueCalls: 300,
  memory: [10_000, 100_000],
  keel: { warmUp: 6_000, at0: 10_000, at20: 10_000, cut: 10_000, cutSmall: 4_000 },
  slow: { warmUp: 400, at0: 1_000, at20: 300, cut: 300 },
  batched: { warmUp: 1_000, at0: 3_000, at20: 3_000, cut: 3_000 },
};

// For development: it runs everything, and its figures mean little.
const QUICK = {
  rounds: 1,
  enqueueCalls: 50,
  memory: [1_000, 10_000],
  keel: { warmUp: 300, at0: 1_000, at20: 1_000, cut: 1_000, cutSmall: 1_000 },
  slow: { warmUp: 50, at0: 100, at20: 50, cut: 60 },
  batched: { warmUp: 100, at0: 500, at20: 500, cut: 500 },
};

export function planOf(quick) {
  const { keel, slow, batched, rounds, enqueueCalls, memory } = quick ? QUICK : FULL;
  return {
    rounds,
    enqueueCalls,
    memory,
    contenders: [
      { name: "naive", page: "naive", counts: slow },
      { name: "Evenkeel", page: "evenkeel", counts: keel },
      { name: "TanStack", page: "tanstack", counts: slow },
      { name: "RxDB, batches of 100", page: "rxdb", counts: batched },
      { name: "RxDB, batches of 500", page: "rxdb", batch: 500, counts: batched },
    ],
    // Many small flushes, so that many answers are cut.
    cutOnly: [{ name: "Evenkeel, 25 a flush", page: "evenkeel", batch: 25, counts: { cut: keel.cutSmall } }],
  };
}
