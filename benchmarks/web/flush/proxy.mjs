// Stands between browser and server: adds latency, and cuts answers after the server has committed what they answer.
import { createServer, connect } from "node:net";

const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");
const STREAMED = "transfer-encoding: chunked";
// Early, so that a contender with few requests is hurt too.
const FIRST_CUT = 3;

/**
 * `latencyMs` is added to each exchange: half to the request, half to the answer. Of the answers to POST requests below /api and /_evenkeel one in
 * `cutEvery` is cut: the server has begun to answer, and at a random place of the answer both connections are reset.
 */
export async function startProxy({ upstreamPort, latencyMs = 0, cutEvery = 0, random = Math.random }) {
  const sockets = new Set();
  const counts = { exchanges: 0, answers: 0, cut: 0 };
  const server = createServer({ noDelay: true }, client => {
    const upstream = connect({ port: upstreamPort, host: "127.0.0.1", noDelay: true });
    const both = [client, upstream];
    const end = () => both.forEach(socket => socket.destroy());
    for (const socket of both) {
      sockets.add(socket);
      socket.on("error", end).on("close", () => {
        sockets.delete(socket);
        end();
      });
    }

    let exchange = { answered: true };
    client.on("data", bytes => {
      if (exchange.answered) {
        exchange = { answered: false, write: /^POST \/(api|_evenkeel)\//.test(bytes.toString("latin1", 0, 100)) };
        counts.exchanges++;
      }
      later(latencyMs / 2, () => upstream.write(bytes));
    });
    upstream.on("data", bytes => {
      if (!exchange.answered) begin(exchange, bytes);
      if (exchange.cutAfter === 0 || (exchange.cutAfter > 0 && bytes.includes(LAST_CHUNK))) {
        exchange.cutAfter = undefined;
        counts.cut++;
        client.write(bytes.subarray(0, Math.floor(random() * bytes.length)), () => both.forEach(socket => socket.resetAndDestroy()));
        return;
      }
      if (exchange.cutAfter > 0) exchange.cutAfter--;
      later(latencyMs / 2, () => client.write(bytes));
    });
  });

  function begin(exchange, bytes) {
    exchange.answered = true;
    if (!exchange.write) return;
    counts.answers++;
    if (cutEvery === 0 || counts.answers % cutEvery !== FIRST_CUT) return;
    const streamed = bytes.toString("latin1").toLowerCase().includes(STREAMED) && !bytes.includes(LAST_CHUNK);
    exchange.cutAfter = streamed ? Math.floor(random() * 4) : 0;
  }

  await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    counts,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

// Timers of one length run in the order in which they were set, so bytes keep theirs.
const later = (ms, run) => (ms > 0 ? setTimeout(run, ms) : run());
