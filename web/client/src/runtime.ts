import { bodyOf, bypasses } from "./actions/body.js";
import { callOf } from "./actions/action.js";
import { type Prepared, runCommand } from "./actions/commands.js";
import { defaultLane, laneFrom } from "./actions/lanes.js";
import { wrappedSource } from "./actions/wrapped.js";
import type { Environment } from "./environment.js";
import { KeelError } from "./errors.js";
import { Network } from "./network/network.js";
import { fetchOnce, retrying, timed } from "./network/retrying.js";
import { settingsOf, type Settings } from "./options.js";
import { Engine } from "./outbox/engine.js";
import { StatusBoard } from "./status/status.js";
import type * as api from "./types.js";
import { httpSource } from "./view/http-source.js";
import type { Source } from "./view/queries.js";
import { View } from "./view/view.js";
import { OPERATION_ID, PROTOCOL, PROTOCOL_VERSION } from "./wire.js";

/** The client that an application holds: each call handed to the part that does it. */
export class Runtime implements api.KeelClient {
  readonly status = new StatusBoard();
  readonly outbox: api.Outbox;
  readonly session: api.SessionControl;
  readonly #environment: Environment;
  readonly #settings: Settings;
  readonly #network: Network;
  readonly #engine: Engine;
  readonly #view: View;

  constructor(environment: Environment, options: api.ClientOptions) {
    this.#environment = environment;
    const settings = (this.#settings = settingsOf(options));
    this.#network = new Network(environment, settings, options, {
      networkChanged: state => this.#engine.networkChanged(state),
      sessionChanged: state => this.#engine.sessionChanged(state),
      scopeChanged: scope => this.#engine.scopeChanged(scope),
      rememberScope: scope => this.#engine.remember("scope", scope),
      rememberOffset: offset => this.#engine.remember("timeOffset", offset),
      hasWork: () => this.#engine.hasWork(),
    });
    this.#engine = new Engine(environment, settings, this.#network, this.status, () => this.#view);
    this.#view = new View(environment, settings, this.#network, this.#engine);
    this.outbox = this.#engine.queue;
    this.session = this.#network.session;
    this.#engine.start();
  }

  async query<T>(action: api.ActionName, params?: api.Params, options: { signal?: AbortSignal } = {}): Promise<T> {
    return abortable(this.#query(httpSource(this.#network, action, params)), options.signal) as Promise<T>;
  }

  async command<T, I = unknown>(action: api.ActionName, input?: I, options: api.CommandOptions = {}): Promise<api.CommandResult<T>> {
    const params = options.params ?? {};
    const { method, target } = callOf(action, params);
    if (method === "GET" || method === "HEAD") throw new KeelError("action-malformed", `A command is no ${method}.`);
    if (bypasses(input)) return this.#sendNow<T>(method, target, input, options);
    const template = this.#settings.lanes[action];
    const lane = options.lane ?? (template === undefined ? defaultLane(action) : laneFrom(template, params, input));
    return this.#enqueue({ action, lane, method, path: target, ...bodyOf(input) }, options);
  }

  async fetch(input: string | URL, init: RequestInit & { retries?: number; idempotent?: boolean } = {}): Promise<Response> {
    const { retries, idempotent, ...request } = init;
    const method = (request.method ?? "GET").toUpperCase();
    const reads = method === "GET" || method === "HEAD";
    const repeatable = idempotent ?? (reads || method === "PUT" || method === "DELETE");
    const { baseUrl, timeoutMs } = this.#settings;
    const target = String(input);
    const ours = /^\/(?!\/)/.test(target) || (baseUrl !== "" && target.startsWith(`${baseUrl}/`));
    const headers = new Headers(request.headers);
    if (ours) {
      headers.set(PROTOCOL, String(PROTOCOL_VERSION));
      if (!reads && repeatable && !headers.has(OPERATION_ID)) headers.set(OPERATION_ID, this.#network.newId());
    }
    const once = async () => {
      if (ours) for (const [name, value] of Object.entries(await this.#network.headers())) headers.set(name, value);
      return fetchOnce({ environment: this.#environment, timeoutMs }, target.startsWith("/") ? baseUrl + target : target, { ...request, headers });
    };
    const times = repeatable ? (retries ?? (reads ? 3 : 2)) : 0;
    return retrying(this.#environment, this.#network.pace, times, once, request.signal ?? undefined);
  }

  executeAction<T, I>(name: string, action: api.QueryCall<I, T>): Promise<T>;
  executeAction<T, I>(name: string, action: api.CommandCall<I, T>): Promise<api.CommandResult<T>>;
  executeAction<T, I>(name: string, action: api.ActionCall<I, T>): Promise<api.CommandResult<T> | T>;
  async executeAction<T, I>(name: string, action: api.ActionCall<I, T>): Promise<api.CommandResult<T> | T> {
    if (action.local) this.local(name, action.local);
    if (action.kind === "query") {
      const source = wrappedSource(this.#environment, this.#settings.timeoutMs, name, action, () => this.#network.newId());
      return (await this.#query(source)) as T;
    }
    this.registerAction(name, action.serverCall);
    return this.#enqueue({ action: name, lane: action.lane ?? name, ...bodyOf(action.input) }, {});
  }

  registerAction<I, T>(name: string, serverCall: api.ServerCall<I, T>): void {
    this.#engine.register(name, serverCall as api.ServerCall<unknown, unknown>);
  }

  safeRead<T>(read: (signal: AbortSignal) => Promise<T>, { retries = 3 }: { retries?: number } = {}): Promise<T> {
    return retrying(this.#environment, this.#network.pace, retries, () => timed(this.#environment, this.#settings.timeoutMs, read));
  }

  safeWrite<T>(write: (context: api.CallContext) => Promise<T>, { retries = 2 }: { retries?: number } = {}): Promise<T> {
    const operationId = this.#network.newId();
    const once = () => timed(this.#environment, this.#settings.timeoutMs, signal => write({ operationId, signal }));
    return retrying(this.#environment, this.#network.pace, retries, once);
  }

  local<I>(action: string, reducers: api.LocalReducers<I>): void {
    this.#view.reducers.add(action, reducers as api.LocalReducers<never>);
    this.#view.observations.show();
  }

  observe<T>(action: api.ActionName, params: api.Params | undefined, listener: (view: api.QueryView<T>) => void): api.Observation<T> {
    return this.#view.observations.observe(httpSource(this.#network, action, params), listener);
  }

  refresh(actionPrefix?: string): Promise<void> {
    return this.#view.observations.refresh(actionPrefix);
  }

  async close(): Promise<void> {
    this.#view.observations.close();
    await this.#engine.close();
  }

  async #query(source: Source): Promise<unknown> {
    await this.#engine.ready;
    return this.#view.queries.query(source);
  }

  #enqueue<T>(prepared: Prepared, options: api.CommandOptions): Promise<api.CommandResult<T>> {
    return runCommand<T>(this.#engine.commandParts, prepared, options);
  }

  /** Streams and forms with files cannot be kept as text: sent at once, under an id, repeated only while the page lives. */
  async #sendNow<T>(method: string, target: string, body: BodyInit, options: api.CommandOptions): Promise<api.CommandResult<T>> {
    const operationId = options.operationId ?? this.#network.newId();
    const idempotent = !(globalThis.ReadableStream && body instanceof ReadableStream);
    const init = { method, body, idempotent, headers: { [OPERATION_ID]: operationId, Accept: "application/json" }, ...(options.signal && { signal: options.signal }) };
    const response = await this.fetch(target, init);
    const text = await response.text();
    const data = (response.headers.get("Content-Type")?.includes("json") && text ? JSON.parse(text) : text || undefined) as T;
    return { state: "done", data, status: response.status, operationId, replayed: response.headers.has("Evenkeel-Replayed") };
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
