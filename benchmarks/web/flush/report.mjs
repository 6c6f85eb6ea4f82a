import { LATENCIES, overPeers, summary } from "./rounds.mjs";
import { printTable } from "./table.mjs";

/** Prints the tables; answers with the figures that the bars are about. */
export function report({ contenders, rounds, memory: counts }, { trials, cut, enqueue, view, memory }) {
  for (const latencyMs of LATENCIES) printRates(contenders, rounds, trials, latencyMs);
  printCut(cut);
  printOperation(enqueue, view);
  printMemory(memory, counts);

  const [keel0, keel20] = LATENCIES.map(latencyMs => summary(trials, "Evenkeel", latencyMs));
  const all = [keel0, keel20, ...cut.filter(({ name }) => name.startsWith("Evenkeel"))];
  const sum = member => all.reduce((total, each) => total + (each[member] ?? 0), 0);
  return {
    rate0: keel0.rate,
    ratio0: keel0.ratio,
    rate20: keel20.rate,
    ratio20: keel20.ratio,
    peer: Math.min(...LATENCIES.map(latencyMs => overPeers(trials, "Evenkeel", latencyMs))),
    memory: memory.at(-1) - memory[0],
    lost: sum("lost"),
    doubled: sum("doubled"),
    cuts: sum("cuts"),
    enqueue: enqueue.ratio,
    longest: Math.max(...all.map(({ longestTask }) => longestTask)),
    view: Math.max(view.opened, view.changed),
  };
}

export function lastLine({ rate0, ratio0, rate20, ratio20, peer, memory, lost, doubled, enqueue, longest, view }) {
  const rates = `rate0=${rate0.toFixed(0)} ratio0=${ratio0.toFixed(1)} rate20=${rate20.toFixed(0)} ratio20=${ratio20.toFixed(1)}`;
  return `${rates} peer=${peer.toFixed(1)} memory=${memory.toFixed(0)} lost=${lost} doubled=${doubled} enqueue=${enqueue.toFixed(2)} longest=${longest.toFixed(0)} view=${view.toFixed(1)}`;
}

function printRates(contenders, rounds, trials, latencyMs) {
  const rows = contenders.map(({ name }) => {
    const { count, rate, slowest, fastest, ratio, longestTask, serverCpu, lost, doubled } = summary(trials, name, latencyMs);
    const range = `${slowest.toFixed(0)}-${fastest.toFixed(0)}`;
    return [name, count, rate.toFixed(0), range, ratio.toFixed(1), longestTask.toFixed(0), serverCpu.toFixed(2), lost, doubled];
  });
  const columns = ["", "operations", "per second", "range", "x naive", "longest task", "server CPU", "lost", "doubled"];
  printTable(`${latencyMs} ms added to each exchange; median of ${rounds}`, columns, rows);
}

function printCut(cut) {
  const rows = cut.map(({ name, count, requests, cuts, rate, lost, doubled }) => [name, count, requests, cuts, rate.toFixed(0), lost, doubled]);
  printTable("5 % of the answers cut after the commit", ["", "operations", "requests", "answers cut", "per second", "lost", "doubled"], rows);
}

function printMemory(peaks, lengths) {
  const rows = peaks.map((peak, index) => [`${lengths[index]} operations`, peak.toFixed(0)]);
  printTable("The server's peak memory, in MiB", ["", "peak"], rows);
  console.log("");
}

function printOperation(enqueue, view) {
  printTable(
    "One operation; medians",
    ["", "ms", "bar"],
    [
      ["command(), durable, one after the other", enqueue.command.toFixed(2), (2 * enqueue.put).toFixed(2)],
      ["a bare strict put, in turn with it", enqueue.put.toFixed(2), ""],
      ["a list of 1,000 rows opened with 1,000 pending", view.opened.toFixed(1), "50.0"],
      ["the same list after one more command", view.changed.toFixed(1), "50.0"],
    ],
  );
  console.log("");
}
