import type { Channel } from "../../src/environment.js";

/** BroadcastChannel of one browser. Messages are copied and arrive later, as they do there. */
export class FakeChannels {
  readonly #open = new Map<Channel, string>();

  open(name: string): Channel {
    const channel: Channel = {
      onmessage: null,
      postMessage: (message: unknown) => {
        const data: unknown = structuredClone(message);
        for (const [other, otherName] of this.#open) {
          if (other !== channel && otherName === name) setImmediate(() => this.#open.has(other) && (other.onmessage as ((event: { data: unknown }) => void) | null)?.({ data }));
        }
      },
      close: () => this.#open.delete(channel),
    };
    this.#open.set(channel, name);
    return channel;
  }

  /** A dead tab hears nothing. */
  drop(channel: Channel): void {
    this.#open.delete(channel);
  }
}
