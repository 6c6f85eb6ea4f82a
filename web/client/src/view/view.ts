import type { Seen } from "../coherence/position.js";
import { readTags, type Tags } from "../coherence/tags.js";
import type { Stores } from "../outbox/database.js";
import type { Settled } from "../outbox/messages.js";
import type { Verdict } from "../outbox/settlement.js";
import type { Parts, ViewOfOutbox } from "../parts.js";
import { type Acknowledged, Kept } from "./kept.js";
import { Observations } from "./observations.js";
import { Queries } from "./queries.js";
import { Reducers } from "./reducers.js";

/** What is shown: answers of queries, kept on the device, with the outbox on top. */
export class View implements ViewOfOutbox {
  readonly reducers: Reducers;
  readonly kept: Kept;
  readonly queries: Queries;
  readonly observations: Observations;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.reducers = new Reducers(parts.debug);
    this.kept = new Kept(parts, this.reducers);
    this.queries = new Queries(parts, this);
    this.observations = new Observations(parts, this);
    let { scope, network } = parts.status.get();
    parts.status.subscribe(status => {
      if (status.scope !== scope) this.#entered();
      if (status.network !== network && status.network === "online") void this.observations.refreshUnconfirmed();
      ({ scope, network } = status);
    });
  }

  expect(verdicts: readonly Verdict[]): void {
    this.queries.expect(verdicts.filter(({ outcome }) => outcome === "done").map(({ row }) => row));
  }

  materialise(stores: Stores, settled: readonly Settled[]): Promise<void> {
    return this.kept.materialise(stores, this.#acknowledged(settled));
  }

  settled(settled: readonly Settled[]): void {
    this.observations.acknowledge(this.#acknowledged(settled));
    // A refusal tells of news as well: what was to be changed may be gone.
    const answered = settled.filter(({ kind }) => kind === "done" || kind === "rejected");
    for (const { kind, answer, seq } of answered) {
      const draft = this.#parts.mirror.rows.get(seq!)?.draft;
      if (draft) this.#parts.drafts!.settled(draft, kind === "done");
      const { changed, seen } = answer ?? {};
      // A server without the cache says neither.
      const tags = kind === "done" && (seen || changed) ? (readTags(changed) ?? []) : undefined;
      this.#parts.deployments?.seen(seen);
      this.observations.changed(tags, seen, answered.length);
    }
  }

  changed(tags: Tags, seen?: Seen): void {
    this.observations.changed(tags, seen);
  }

  refresh(actionPrefix: string): Promise<void> {
    return this.observations.refresh(actionPrefix);
  }

  #acknowledged(settled: readonly Settled[]): Acknowledged[] {
    return settled.flatMap(({ kind, seq, answer }) => {
      const row = kind === "done" && this.#parts.mirror.rows.get(seq!);
      return row ? [{ row, answer: answer! }] : [];
    });
  }

  #entered(): void {
    this.observations.forget();
    void this.#parts.engine.ready().then(() => this.observations.refresh());
  }
}
