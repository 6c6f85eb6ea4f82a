import type { Message } from "../outbox/messages.js";
import type { Parts } from "../parts.js";
import { later, type Seen } from "./position.js";
import type { Tags } from "./tags.js";

export interface Coherence {
  /** What this browser has seen, told what an answer or another tab has. Requests say it, so that no answer is older. */
  seen(told?: Seen): Seen | undefined;
  /** What the queries that are looked at in this tab were read from. */
  reads(tags: Tags): void;
  /** What is to be heard of, by the tab that listens for all; with a signal that fires when that is no longer all. */
  listening(signal: AbortSignal): { readonly reads: Tags; readonly since: Seen | undefined; readonly signal: AbortSignal };
  /** The stream told of changes. */
  pushed(tags: Tags, seen: Seen | undefined): void;
  /** Something changed of which the server cannot know. */
  invalidate(actionPrefix: string): void;
  /** Another tab says something. */
  heard(message: Message): void;
}

/** So long new reads are collected before the stream is opened anew. */
const COLLECT_MS = 100;
/** The server takes no more. What is beyond hears of its own tab's changes only. */
const MOST_READS = 1_000;
const KEY = "evenkeel:seen";

/** Keeps what this browser shows in step with what was changed elsewhere: by other tabs, other browsers, other instances. */
export function createCoherence(parts: Parts): Coherence {
  const { environment, ids, tell } = parts;
  const { window } = environment;
  const tab = ids.next();
  /** Of all tabs. */
  const reads = new Map<string, Tags>();
  /** What the stream was opened for, and what it last said. */
  let asked = new Set<string>();
  let heardAt: Seen | undefined;
  let reopen: AbortController | undefined;
  let timer: unknown;
  let seen: Seen | undefined;
  try {
    seen = window?.sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    // Where nothing can be kept, a page that is loaded anew begins anew.
  }

  const coherence: Coherence = {
    seen(told) {
      if (!told || later(seen, told) === seen) return seen;
      try {
        window?.sessionStorage.setItem(KEY, told);
      } catch {
        // As above.
      }
      return (seen = told);
    },
    reads(tags) {
      if (`${reads.get(tab) ?? ""}` === `${tags}`) return;
      reads.set(tab, tags);
      tell({ kind: "reads", tab, tags });
      collect();
    },
    listening(outer) {
      reopen = new AbortController();
      asked = new Set([...reads.values()].flat().slice(0, MOST_READS));
      // Another tab that was there before has told nobody but who listened then.
      if (heardAt === undefined) tell({ kind: "reads", tab, tags: reads.get(tab) ?? [], ask: true });
      heardAt ??= seen;
      return { reads: [...asked], since: heardAt, signal: AbortSignal.any([outer, reopen.signal]) };
    },
    pushed(tags, at) {
      heardAt = at ?? heardAt;
      tell({ kind: "changed", tags, seen: at });
      changed(tags, at);
    },
    invalidate(prefix) {
      tell({ kind: "changed", tags: [], prefix });
      void parts.view!.refresh(prefix);
    },
    heard(message) {
      if (message.kind === "changed") {
        if (message.prefix === undefined) changed(message.tags, message.seen);
        else void parts.view!.refresh(message.prefix);
      } else if (message.kind === "reads") {
        reads.set(message.tab, message.tags);
        if (message.ask && reads.has(tab)) tell({ kind: "reads", tab, tags: reads.get(tab)! });
        collect();
      }
    },
  };
  const changed = (tags: Tags, at: Seen | undefined) => {
    coherence.seen(at);
    parts.view!.changed(tags, at);
  };
  const collect = () => {
    timer ??= environment.setTimeout(() => {
      timer = undefined;
      // What is no longer looked at is told of in vain, until the stream is opened anew for another reason.
      if ([...reads.values()].flat().some(tag => !asked.has(tag))) reopen?.abort();
    }, COLLECT_MS);
  };
  window?.addEventListener("pagehide", () => tell({ kind: "reads", tab, tags: [] }));
  return coherence;
}
