import type { Answer } from "../network/answer.js";
import type { Parts } from "../parts.js";
import type { Deployed, Status } from "../types.js";
import type { Row } from "./row.js";

/** What befell an operation, for the tab whose command() or discard() waits for it. */
export interface Settled {
  readonly id: string;
  readonly kind: "done" | "rejected" | "saved" | "restamped" | "discarded" | "already-applied";
  /** Its place, if it was an answer that settled it. */
  readonly seq?: number;
  /** With done and rejected. */
  readonly answer?: Answer | undefined;
  /** With rejected: it stays for a person to look at. */
  readonly keep?: boolean | undefined;
  /** With restamped. */
  readonly newId?: string;
}

/** Rows that changed, in one step with what that means. */
export interface Change {
  readonly put?: readonly Row[] | undefined;
  /** Places. */
  readonly removed?: readonly number[] | undefined;
  readonly settled?: readonly Settled[];
}

export type Message =
  | ({ readonly kind: "change"; readonly scope: string } & Change)
  | { readonly kind: "beat"; readonly hidden: boolean }
  | { readonly kind: "network"; readonly state: Status["network"] }
  | { readonly kind: "session"; readonly scope: string | null }
  | { readonly kind: "urge" }
  /** `published`: the build of the page's own manifest, where the server does not know of pages. */
  | { readonly kind: "deployment"; readonly current: Deployed | null; readonly published?: string | undefined }
  /** What the queries of a tab were read from. `ask`: the others are to say the same. */
  | { readonly kind: "reads"; readonly tab: string; readonly tags: readonly string[]; readonly ask?: boolean }
  /** `prefix`: instead of tags, how the actions begin whose answers have changed. */
  | { readonly kind: "changed"; readonly tags: readonly string[]; readonly seen?: string | undefined; readonly prefix?: string };

export interface Messages {
  tell(message: Message): void;
  close(): void;
}

const VERSION = 1;

/** The channel between the tabs of one browser. Other tabs may run another build: what is not understood is passed over. */
export function createMessages({ environment, name }: Pick<Parts, "environment" | "name">, heard: (message: Message) => void): Messages {
  const channel = environment.channel(name);
  if (channel) channel.onmessage = ({ data }: MessageEvent<(Message & { v?: number }) | null>) => data?.v === VERSION && heard(data);
  return {
    tell: message => channel?.postMessage({ v: VERSION, ...message }),
    close: () => channel?.close(),
  };
}
