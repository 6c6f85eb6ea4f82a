import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { startServer } from "./server.mjs";

const TEXT = "x".repeat(900);
// As many as the runtime puts into one flush of 512 KiB.
const OPERATIONS = 400;

/** The server's peak memory after a queue of each length, in MiB; each has a server and a database of its own. */
export async function measureMemory({ dll, folder, pages }, lengths, tell) {
  const peaks = [];
  for (const length of lengths) {
    tell(`memory: ${length} operations`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const server = await startServer({ dll, folder, pages });
    try {
      await send(server, length);
      peaks.push((await server.peakBytes()) / 2 ** 20);
    } finally {
      await server.stop();
    }
  }
  return peaks;
}

// The queue as the runtime sends it, without a browser: only the server is measured.
async function send(server, length) {
  const signedIn = await fetch(`${server.url}/sign-in`, { method: "POST" });
  const headers = { cookie: signedIn.headers.getSetCookie()[0].split(";")[0], "content-type": "application/x-ndjson", "evenkeel-protocol": "1" };
  for (let sent = 0; sent < length; sent += OPERATIONS) {
    const lines = Array.from({ length: Math.min(OPERATIONS, length - sent) }, line);
    const answer = await fetch(`${server.url}/_evenkeel/outbox`, { method: "POST", headers, body: lines.join("") });
    const done = (await answer.text()).split("\n").filter(each => each.includes('"status":201')).length;
    if (done !== lines.length) throw new Error(`Of ${lines.length} operations ${done} took effect (${answer.status}).`);
  }
  const { effects } = await server.tally("memory");
  if (effects !== length) throw new Error(`${length} operations left ${effects} rows.`);
}

function line() {
  const body = { id: randomUUID(), run: "memory", text: TEXT };
  return `${JSON.stringify({ id: operationId(), method: "POST", path: "/api/keel/items", lane: "items", body })}\n`;
}

function operationId() {
  const time = Date.now().toString(16).padStart(12, "0");
  const [a, b] = [randomBytes(2).toString("hex"), randomBytes(8).toString("hex")];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(1)}-8${b.slice(1, 4)}-${b.slice(4)}`;
}
