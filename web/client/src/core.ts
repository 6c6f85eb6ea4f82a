import { callOf, contractOf } from "./actions/action.js";
import { bodyOf } from "./actions/body.js";
import { type Prepared, runCommand } from "./actions/commands.js";
import { defaultLane, laneFrom } from "./actions/lanes.js";
import type { Environment } from "./environment.js";
import { KeelError } from "./errors.js";
import { createParts, type Parts } from "./parts.js";
import type * as api from "./types.js";
import { httpSource } from "./view/http-source.js";

/** Queries and commands with the outbox between them and the server. What shows the outbox in queries comes on top. */
export class Core implements api.CoreClient {
  declare readonly outbox: api.Outbox;
  declare readonly status: api.Readable<api.Status>;
  declare readonly session: api.SessionControl;
  protected declare readonly parts: Parts;

  constructor(environment: Environment, options: api.ClientOptions) {
    this.parts = createParts(environment, options);
    this.outbox = this.parts.outbox;
    this.status = this.parts.status;
    this.session = this.parts.session;
  }

  async query<T>(action: api.ActionName, params?: api.Params, options: { signal?: AbortSignal } = {}): Promise<T> {
    return (await httpSource(this.parts, action, params, options.signal).fetch()).data as T;
  }

  async command<T, I = unknown>(action: api.ActionName, input?: I, options: api.CommandOptions = {}, body = bodyOf(input)): Promise<api.CommandResult<T>> {
    const { enqueue, options: given } = this.parts;
    const params = { ...options.params };
    const template = given.lanes?.[action];
    const lane = options.lane ?? (template === undefined ? undefined : laneFrom(template, params, input));
    // What the caller may change meanwhile has been read. The rest can wait, so that a burst of calls is no long task.
    await enqueue.admission();
    const { method, target } = callOf(action, params);
    if (method === "GET" || method === "HEAD") throw new KeelError("action-malformed", `A command is no ${method}.`);
    return this.enqueue({ action, params, lane: lane ?? defaultLane(action), method, path: target, contract: contractOf(given, action), ...body }, options);
  }

  close(): Promise<void> {
    return this.parts.engine.close();
  }

  protected enqueue<T>(prepared: Prepared, options: api.CommandOptions): Promise<api.CommandResult<T>> {
    return runCommand<T>(this.parts, prepared, options);
  }
}
