import { callOf } from "./actions/action.js";
import { bodyOf } from "./actions/body.js";
import { type Prepared, runCommand } from "./actions/commands.js";
import { defaultLane, laneFrom } from "./actions/lanes.js";
import type { Environment } from "./environment.js";
import { KeelError } from "./errors.js";
import { settingsOf } from "./options.js";
import { Parts } from "./parts.js";
import type * as api from "./types.js";
import { httpSource } from "./view/http-source.js";
import type { Source } from "./view/queries.js";

/** Queries and commands with the outbox between them and the server. What shows the outbox in queries comes on top. */
export class Core implements api.CoreClient {
  declare readonly outbox: api.Outbox;
  declare readonly status: api.Readable<api.Status>;
  declare readonly session: api.SessionControl;
  protected declare readonly parts: Parts;

  constructor(environment: Environment, options: api.ClientOptions) {
    this.parts = new Parts(environment, settingsOf(options));
    this.outbox = this.parts.queue;
    this.status = this.parts.status;
    this.session = this.parts.session;
  }

  async query<T>(action: api.ActionName, params?: api.Params, options: { signal?: AbortSignal } = {}): Promise<T> {
    return abortable(this.load(httpSource(this.parts, action, params)), options.signal) as Promise<T>;
  }

  async command<T, I = unknown>(action: api.ActionName, input?: I, options: api.CommandOptions = {}): Promise<api.CommandResult<T>> {
    const params = options.params ?? {};
    const { method, target } = callOf(action, params);
    if (method === "GET" || method === "HEAD") throw new KeelError("action-malformed", `A command is no ${method}.`);
    const template = this.parts.settings.lanes[action];
    const lane = options.lane ?? (template === undefined ? defaultLane(action) : laneFrom(template, params, input));
    return this.enqueue({ action, lane, method, path: target, ...bodyOf(input) }, options);
  }

  close(): Promise<void> {
    return this.parts.engine.close();
  }

  protected async load(source: Source): Promise<unknown> {
    return (await source.fetch()).data;
  }

  protected enqueue<T>(prepared: Prepared, options: api.CommandOptions): Promise<api.CommandResult<T>> {
    return runCommand<T>(this.parts, prepared, options);
  }
}

/** One caller gives up; the request that others may share goes on. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
