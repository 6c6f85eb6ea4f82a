import { baseOf, headersOf } from "../network/request.js";
import { timed } from "../network/timed.js";
import type { Parts } from "../parts.js";
import { EVENTS_ROUTE } from "../wire.js";

/** Three heartbeats. */
const SILENT_MS = 45_000;

/** Hears of deployments until the stream ends. Over fetch, since EventSource cannot carry a bearer token. */
export function listen(parts: Parts, epoch: number | undefined, signal: AbortSignal, heard: (current: unknown) => void): Promise<void> {
  const { deployments, environment, options } = parts;
  const hear = async (signal: AbortSignal, alive: () => void) => {
    const headers = await headersOf(parts, { Accept: "text/event-stream", ...(epoch !== undefined && { "Last-Event-ID": `${epoch}` }) });
    const response = await environment.fetch(baseOf(options.baseUrl) + EVENTS_ROUTE, { headers, signal, cache: "no-store" });
    deployments!.saw(response.headers);
    if (!response.ok || !response.headers.get("Content-Type")?.startsWith("text/event-stream")) return response.body?.cancel();
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      const events = (rest + value).split(/\r?\n\r?\n/);
      rest = events.pop()!;
      for (const event of events) {
        const data = /^event: ?deployment$[^]*^data: ?(.*)$/m.exec(event);
        if (data) heard(JSON.parse(data[1]!));
      }
    }
  };
  return timed(environment, SILENT_MS, hear, signal);
}
