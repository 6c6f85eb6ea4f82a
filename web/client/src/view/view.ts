import type { Parts } from "../parts.js";
import { Kept } from "./kept.js";
import { Observations } from "./observations.js";
import { Queries } from "./queries.js";
import { Reducers } from "./reducers.js";

/** What is shown: answers of queries, kept on the device, with the outbox on top. */
export class View {
  readonly reducers: Reducers;
  readonly kept: Kept;
  readonly queries: Queries;
  readonly observations: Observations;

  constructor(parts: Parts) {
    this.reducers = new Reducers(parts.settings.debug);
    this.kept = new Kept(parts, this.reducers);
    this.queries = new Queries(parts, this);
    this.observations = new Observations(parts, this);
  }
}
