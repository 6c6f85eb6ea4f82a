import { median } from "./median.mjs";
import { runTrial } from "./trial.mjs";

export const LATENCIES = [0, 20];

/** All contenders take turns in each round, so that a slow minute of the machine meets all of them. */
export async function runRounds(bed, { rounds, contenders }, tell) {
  const trials = [];
  for (let round = 1; round <= rounds; round++) {
    for (const latencyMs of LATENCIES) {
      for (const contender of contenders) {
        tell(`round ${round} of ${rounds}, ${latencyMs} ms: ${contender.name}`);
        trials.push({ ...(await runTrial(bed, contender, { count: contender.counts[`at${latencyMs}`], latencyMs })), round, latencyMs, name: contender.name });
      }
    }
  }
  return trials;
}

/** A contender's median rate, and the median over the rounds of its rate against the naive design's in the same round. */
export function summary(trials, name, latencyMs) {
  const own = trials.filter(trial => trial.name === name && trial.latencyMs === latencyMs);
  const rateOfNaive = round => trials.find(trial => trial.name === "naive" && trial.latencyMs === latencyMs && trial.round === round).rate;
  const rates = own.map(({ rate }) => rate);
  return {
    count: own[0].count,
    rate: median(rates),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
    ratio: median(own.map(({ rate, round }) => rate / rateOfNaive(round))),
    longestTask: Math.max(...own.map(trial => trial.longestTask)),
    serverCpu: median(own.map(trial => trial.serverCpu)),
    lost: sum(own, "lost"),
    doubled: sum(own, "doubled"),
  };
}

/** The rate of the named contender over that of the fastest other one but the naive design, at one latency: the median over the rounds. */
export function overPeers(trials, name, latencyMs) {
  const at = trials.filter(trial => trial.latencyMs === latencyMs);
  return median(
    at
      .filter(trial => trial.name === name)
      .map(own => own.rate / Math.max(...at.filter(({ name, round }) => ![own.name, "naive"].includes(name) && round === own.round).map(({ rate }) => rate))),
  );
}

const sum = (trials, member) => trials.reduce((total, trial) => total + trial[member], 0);
