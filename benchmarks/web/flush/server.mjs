import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const START_TRIES = 150;

/** Starts benchmarks/FlushServer as a process of its own, with a new database in `folder`. */
export async function startServer({ dll, folder, pages }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn("dotnet", [dll, "--urls", url, "--folder", folder, "--pages", pages], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise(resolve => child.once("exit", resolve));
  for (let tried = 0; !(await isReady(url)); tried++) {
    if (tried === START_TRIES || child.exitCode !== null) throw new Error("The server did not start.");
    await sleep(100);
  }
  const ask = async path => await (await fetch(url + path)).json();
  return {
    port,
    url,
    tally: run => ask(`/measures/items?run=${run}`),
    peakBytes: async () => (await ask("/measures/memory")).peakBytes,
    cpu: async () => (await ask("/measures/cpu")).milliseconds,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const isReady = url =>
  fetch(`${url}/ready`).then(
    response => response.ok,
    () => false,
  );

async function freePort() {
  const probe = createServer();
  await new Promise(resolve => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise(resolve => probe.close(resolve));
  return port;
}
