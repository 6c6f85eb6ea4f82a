import type { Answer } from "../network/answer.js";
import type { Status } from "../types.js";
import type { Channel } from "../environment.js";
import type { Parts } from "../parts.js";
import type { Row } from "./row.js";

/** What befell an operation, for the tab whose command() waits for it. */
export type Settled =
  | { readonly kind: "done"; readonly id: string; readonly answer: Answer }
  | { readonly kind: "rejected"; readonly id: string; readonly answer: Answer }
  | { readonly kind: "saved"; readonly id: string }
  | { readonly kind: "restamped"; readonly id: string; readonly newId: string }
  | { readonly kind: "voided"; readonly id: string; readonly result: "discarded" | "already-applied" };

/** Rows that changed, in one step with what that means. */
export interface Change {
  readonly put: readonly Row[];
  readonly removed: readonly string[];
  readonly settled: readonly Settled[];
}

export type Message =
  | ({ readonly kind: "change"; readonly scope: string } & Change)
  | { readonly kind: "beat"; readonly hidden: boolean }
  | { readonly kind: "network"; readonly state: Status["network"] }
  | { readonly kind: "session"; readonly scope: string | null }
  | { readonly kind: "urge" };

const VERSION = 1;

/** The channel between the tabs of one browser. Other tabs may run another build: what is not understood is passed over. */
export class Messages {
  readonly #channel: Channel | undefined;

  constructor(parts: Parts) {
    this.#channel = parts.environment.channel(`evenkeel:${parts.settings.name}`);
    if (this.#channel) {
      this.#channel.onmessage = ({ data }: MessageEvent<(Message & { v?: number }) | null>) => {
        if (data?.v === VERSION) parts.engine.heard(data);
      };
    }
  }

  send(message: Message): void {
    this.#channel?.postMessage({ v: VERSION, ...message });
  }

  close(): void {
    this.#channel?.close();
  }
}
