import type { Environment } from "../environment.js";
import type { Settings } from "../options.js";
import type { ClientOptions, Status } from "../types.js";
import { SESSION_ROUTE } from "../wire.js";
import { scopeOf, timeOf } from "./answer.js";
import { Health } from "./health.js";
import { OperationIds } from "./operation-id.js";
import { Pace } from "./pace.js";
import { Recovery } from "./recovery.js";
import { Requests } from "./requests.js";
import { SessionKeeper } from "./session.js";

export interface NetworkEvents {
  networkChanged(state: Status["network"]): void;
  sessionChanged(state: Status["session"]): void;
  scopeChanged(scope: string | undefined): void;
  rememberScope(scope: string | undefined): void;
  rememberOffset(offsetMs: number): void;
  /** Whether operations wait, whose sending will tell more than a probe. */
  hasWork(): boolean;
}

/** A clock that runs half a second wrong stamps well enough; only larger changes are remembered. */
const OFFSET_STEP_MS = 500;

/** All that concerns the way to the server. */
export class Network {
  readonly health: Health;
  readonly pace: Pace;
  readonly requests: Requests;
  readonly session: SessionKeeper;
  readonly #ids: OperationIds;
  readonly #recovery: Recovery;
  readonly #closed = new AbortController();
  readonly #unlisten: () => void;
  readonly #headers: ClientOptions["headers"];
  readonly #fixedScope: boolean;
  #offset = 0;

  constructor(environment: Environment, settings: Settings, options: ClientOptions, events: NetworkEvents) {
    this.#headers = options.headers;
    this.#fixedScope = options.scope !== undefined;
    this.#ids = new OperationIds(environment);
    this.pace = new Pace(environment, settings.retry);
    this.health = new Health(state => {
      if (state !== "online") void this.#recovery.start();
      events.networkChanged(state);
    });
    this.requests = new Requests(
      environment,
      { baseUrl: settings.baseUrl, timeoutMs: settings.timeoutMs, headers: options.headers },
      this.health,
      response => {
        const time = timeOf(response);
        if (time !== undefined && Math.abs(time - environment.now() - this.#offset) > OFFSET_STEP_MS) {
          this.adjustClock(time - environment.now());
          events.rememberOffset(this.#offset);
        }
        this.session.saw(scopeOf(response));
      },
    );
    this.session = new SessionKeeper(this.requests, options.scope, {
      scopeChanged: scope => events.scopeChanged(scope),
      stateChanged: state => events.sessionChanged(state),
      remember: scope => events.rememberScope(scope),
    });
    this.#recovery = new Recovery(environment, this.pace, this.#closed.signal, async () => {
      if (this.health.state === "online") return true;
      return !events.hasWork() && (await this.reach());
    });
    this.#unlisten = environment.onWake(why => {
      // "offline" is only a hint: what requests find out counts.
      if (why !== "offline") this.#recovery.urge();
      this.onWake(why);
    });
  }

  onWake: (why: "online" | "offline" | "visible") => void = () => {};

  newId(): string {
    return this.#ids.next();
  }

  adjustClock(offsetMs: number): void {
    this.#offset = offsetMs;
    this.#ids.adjust(offsetMs);
  }

  async headers(): Promise<Record<string, string>> {
    return (await this.#headers?.()) ?? {};
  }

  /** Asks the server anything at all. Any answer of its own means that it can be reached. */
  async reach(): Promise<boolean> {
    const answered = await (this.#fixedScope ? this.#ping() : this.session.ask());
    if (answered) this.health.set("online");
    return answered;
  }

  /** Without a session route, any answer but a failure will do. */
  #ping(): Promise<boolean> {
    return this.requests.send(SESSION_ROUTE, { cache: "no-store" }, undefined, async response => response.status < 500).catch(() => false);
  }

  close(): void {
    this.#closed.abort();
    this.#unlisten();
  }
}
