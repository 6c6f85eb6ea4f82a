const RATIO_0 = 25;
const RATIO_20 = 80;
const PEER = 2.5;
const MEMORY_MIB = 30;
const ENQUEUE = 2;
const LONGEST_MS = 50;
const VIEW_MS = 50;

/** One sentence for each bar that is missed. */
export function missesOf({ ratio0, ratio20, peer, memory, lost, doubled, cuts, enqueue, longest, view }) {
  const bars = [
    [ratio0 >= RATIO_0, `at 0 ms ${ratio0.toFixed(1)} times the naive design; the bar is ${RATIO_0}`],
    [ratio20 >= RATIO_20, `at 20 ms ${ratio20.toFixed(1)} times the naive design; the bar is ${RATIO_20}`],
    [peer >= PEER, `${peer.toFixed(1)} times the fastest peer; the bar is ${PEER}`],
    [memory <= MEMORY_MIB, `the longer queue took ${memory.toFixed(0)} MiB more of the server's memory; the bar is ${MEMORY_MIB} MiB`],
    [cuts > 0, "no answer of Evenkeel's was cut, so nothing is known of it"],
    [lost === 0, `${lost} operations were lost`],
    [doubled === 0, `${doubled} operations took effect twice`],
    [enqueue <= ENQUEUE, `a command costs ${enqueue.toFixed(2)} bare strict puts; the bar is ${ENQUEUE}`],
    [longest <= LONGEST_MS, `a task of ${longest.toFixed(0)} ms during the flush; the bar is ${LONGEST_MS} ms`],
    [view <= VIEW_MS, `the local view took ${view.toFixed(1)} ms; the bar is ${VIEW_MS} ms`],
  ];
  return bars.filter(([reached]) => !reached).map(([, sentence]) => sentence);
}
