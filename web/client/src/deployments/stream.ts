import type { Seen } from "../coherence/position.js";
import type { Tags } from "../coherence/tags.js";
import { baseOf, headersOf } from "../network/request.js";
import { timed } from "../network/timed.js";
import type { Parts } from "../parts.js";
import { EVENTS_ROUTE, SEEN } from "../wire.js";

/** Three heartbeats. */
const SILENT_MS = 45_000;

export interface Listening {
  /** The epoch that is known. */
  readonly epoch: number | undefined;
  /** What is to be heard of besides, and since when. */
  readonly reads: Tags;
  readonly seen: Seen | undefined;
  heard(current: unknown): void;
  pushed(tags: Tags, seen: Seen | undefined): void;
}

/** Hears of deployments and changes until the stream ends. Over fetch, since EventSource cannot carry a bearer token. */
export function listen(parts: Parts, { epoch, heard, pushed, reads, seen }: Listening, signal: AbortSignal): Promise<void> {
  const { deployments, environment, options } = parts;
  const hear = async (signal: AbortSignal, alive: () => void) => {
    const headers = await headersOf(parts, { Accept: "text/event-stream", ...(epoch !== undefined && { "Last-Event-ID": `${epoch}` }), ...(reads.length && { "Content-Type": "application/json" }) });
    // Not what this browser has seen by now, but what this stream has told of.
    if (seen) headers.set(SEEN, seen);
    const asking = reads.length ? { method: "POST", body: JSON.stringify({ reads }) } : {};
    const response = await environment.fetch(baseOf(options.baseUrl) + EVENTS_ROUTE, { ...asking, headers, signal, cache: "no-store" });
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
        const [, kind, data] = /^event: ?(deployment|changes)$[^]*^data: ?(.*)$/m.exec(event) ?? [];
        if (kind === "deployment") heard(JSON.parse(data!));
        else if (kind) {
          const { tags, seen } = JSON.parse(data!) as { tags: Tags; seen?: Seen };
          pushed(tags, seen);
        }
      }
    }
  };
  return timed(environment, SILENT_MS, hear, signal);
}
