import { sleep, type Environment } from "../environment.js";
import type { Network } from "../network/network.js";
import type { Settings } from "../options.js";
import type { Engine } from "../outbox/engine.js";
import { Kept } from "./kept.js";
import { Observations } from "./observations.js";
import { Queries } from "./queries.js";
import { Reducers } from "./reducers.js";

/** What is shown: answers of queries with the outbox on top. */
export class View {
  readonly reducers: Reducers;
  readonly kept: Kept;
  readonly queries: Queries;
  readonly observations: Observations;

  constructor(environment: Environment, settings: Settings, network: Network, engine: Engine) {
    const { mirror } = engine;
    const { pace } = network;
    this.reducers = new Reducers(settings.debug);
    this.kept = new Kept(engine.database, this.reducers);
    this.queries = new Queries({
      reducers: this.reducers,
      kept: this.kept,
      mirror,
      scope: () => network.session.scope,
      now: environment.now,
      keeps: settings.keeps,
      async again(repeat, error) {
        if (!pace.budget.repeat()) return false;
        await sleep(environment, pace.delayMs(repeat, error.details.retryAfterMs as number | undefined));
        return true;
      },
    });
    this.observations = new Observations(environment, this.queries, mirror, this.reducers, engine.ready);
  }
}
