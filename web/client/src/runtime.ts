import { callOf, contractOf } from "./actions/action.js";
import { bodyOf, bypasses, formBody } from "./actions/body.js";
import { OtherServers } from "./actions/other-servers.js";
import { wrappedSource } from "./actions/wrapped.js";
import { type Coherence, createCoherence } from "./coherence/coherence.js";
import { Core } from "./core.js";
import { createDrafts, type Drafts } from "./drafts/drafts.js";
import { createDeployments, type Deployments } from "./deployments/deployments.js";
import { touchedFields } from "./deployments/touched.js";
import { type Environment, sleep } from "./environment.js";
import { fixedSession } from "./network/fixed-session.js";
import { baseOf, identify } from "./network/request.js";
import { fetchOnce, retrying } from "./network/retrying.js";
import { timed } from "./network/timed.js";
import { answered } from "./outbox/database.js";
import type * as api from "./types.js";
import { httpSource } from "./view/http-source.js";
import type { Source } from "./view/queries.js";
import { View } from "./view/view.js";
import { callHeaders, OPERATION_ID, SEEN } from "./wire.js";

/** The whole client: the core, the local view, what keeps the page in step with deployments, and the same rules for calls of other servers. */
export class Runtime extends Core implements api.KeelClient {
  declare readonly deployment: api.DeploymentControl;
  readonly #view: View;
  readonly #others: OtherServers;
  readonly #coherence: Coherence;
  readonly #deployments: Deployments;
  readonly #drafts: Drafts;

  constructor(environment: Environment, options: api.ClientOptions) {
    // Nothing is asked before this constructor has run.
    let coherence: Coherence;
    const headers = async () => {
      const seen = coherence.seen();
      return { ...(await options.headers?.()), ...(seen && { [SEEN]: seen }) };
    };
    super(environment, { ...options, headers });
    const { parts } = this;
    if (environment.window) parts.touched = touchedFields(environment.window.document);
    this.#coherence = coherence = createCoherence(parts);
    this.#view = parts.view = new View(parts);
    this.#others = parts.others = new OtherServers(parts);
    this.deployment = this.#deployments = parts.deployments = createDeployments(parts, coherence);
    // Only over plain http there are no Web Locks. Until the file is there the ledger alone lets each operation in once.
    if (!environment.locks) import("./outbox/lease.js").then(({ leaseHolder }) => (parts.lease = leaseHolder(parts, answered, sleep)), () => {});
    this.#drafts = parts.drafts = createDrafts(parts);
    if (options.scope !== undefined) parts.question = fixedSession(parts, options.scope);
  }

  /** Identical calls share a request: one caller gives up, and it goes on for the others. */
  override async query<T>(action: api.ActionName, params?: api.Params, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
    const loading = this.#load(httpSource(this.parts, action, params)) as Promise<T>;
    return signal ? abortable(loading, signal) : loading;
  }

  override command<T, I = unknown>(action: api.ActionName, input?: I, { draft, ...rest }: api.CommandOptions = {}): Promise<api.CommandResult<T>> {
    const options = { ...rest, draft: typeof draft === "object" ? draft.reference() : draft };
    if (bypasses(input)) return this.#sendNow<T>(action, input, options);
    return super.command<T, I>(action, input, options, input instanceof URLSearchParams ? formBody(input) : undefined);
  }

  override async close(): Promise<void> {
    this.#view.observations.close();
    this.#drafts.close();
    await super.close();
  }

  draft(form: HTMLElement | string | api.DraftTarget, options?: api.DraftOptions): api.DraftHandle {
    return this.#drafts.draft(form, options);
  }

  async fetch(input: string | URL, init: RequestInit & { retries?: number; idempotent?: boolean } = {}, action?: string): Promise<Response> {
    const { retries, idempotent, ...request } = init;
    const method = (request.method ?? "GET").toUpperCase();
    const reads = method === "GET" || method === "HEAD";
    const repeatable = idempotent ?? (reads || method === "PUT" || method === "DELETE");
    const { environment, ids, options, pace } = this.parts;
    const baseUrl = baseOf(options.baseUrl);
    const target = String(input);
    const ours = /^\/(?!\/)/.test(target) || (baseUrl !== "" && target.startsWith(`${baseUrl}/`));
    const headers = new Headers(request.headers);
    if (ours && !reads && repeatable && !headers.has(OPERATION_ID)) headers.set(OPERATION_ID, ids.next());
    const once = async () => {
      if (ours) await identify(this.parts, headers);
      const response = await fetchOnce(environment, options.timeoutMs, target.startsWith("/") ? baseUrl + target : target, { ...request, headers });
      if (ours) this.#deployments.saw(response.headers);
      return response;
    };
    const times = repeatable ? (retries ?? (reads ? 3 : 2)) : 0;
    const answering = retrying(environment, pace, times, once, request.signal ?? undefined);
    if (ours) answering.catch(error => this.#deployments.failed(error, action));
    return reads ? answering : this.#deployments.hold(answering);
  }

  executeAction<T, I>(name: string, action: api.QueryCall<I, T>): Promise<T>;
  executeAction<T, I>(name: string, action: api.CommandCall<I, T>): Promise<api.CommandResult<T>>;
  executeAction<T, I>(name: string, action: api.ActionCall<I, T>): Promise<api.CommandResult<T> | T>;
  async executeAction<T, I>(name: string, action: api.ActionCall<I, T>): Promise<api.CommandResult<T> | T> {
    if (action.local) this.local(name, action.local);
    if (action.kind === "query") {
      const source = wrappedSource(this.parts, name, action);
      return (await this.#load(source)) as T;
    }
    this.registerAction(name, action.serverCall);
    const prepared = { action: name, params: {}, lane: action.lane ?? name, ...bodyOf(action.input) };
    await this.parts.enqueue.admission();
    return this.enqueue(prepared, {});
  }

  registerAction<I, T>(name: string, serverCall: api.ServerCall<I, T>): void {
    this.#others.register(name, serverCall as api.ServerCall<unknown, unknown>);
  }

  safeRead<T>(read: (signal: AbortSignal) => Promise<T>, { retries = 3 }: { retries?: number } = {}): Promise<T> {
    const { environment, options, pace } = this.parts;
    return retrying(environment, pace, retries, () => timed(environment, options.timeoutMs, read));
  }

  safeWrite<T>(write: (context: api.CallContext) => Promise<T>, options: { retries?: number } = {}): Promise<T> {
    const operationId = this.parts.ids.next();
    return this.safeRead(signal => write({ operationId, signal }), { retries: 2, ...options });
  }

  local<I>(action: string, reducers: api.LocalReducers<I>): void {
    this.#view.reducers.add(action, reducers as api.LocalReducers<never>);
    this.#view.observations.show();
  }

  observe<T>(action: api.ActionName, params: api.Params | undefined, listener: (view: api.QueryView<T>) => void): api.Observation<T> {
    return this.#view.observations.observe(httpSource(this.parts, action, params), listener);
  }

  peek<T>(action: api.ActionName, params?: api.Params): api.QueryView<T> | undefined {
    return this.#view.observations.peek(httpSource(this.parts, action, params));
  }

  refresh(actionPrefix?: string): Promise<void> {
    return this.#view.observations.refresh(actionPrefix);
  }

  invalidate(actionPrefix: string): void {
    this.#coherence.invalidate(actionPrefix);
  }

  async #load(source: Source): Promise<unknown> {
    await this.parts.engine.ready();
    return this.#view.queries.query(source);
  }

  /** Streams and forms with files cannot be kept as text: sent at once, under an id, repeated only while the page lives. */
  async #sendNow<T>(action: string, body: BodyInit, options: api.CommandOptions): Promise<api.CommandResult<T>> {
    const { method, target } = callOf(action, options.params);
    const operationId = options.operationId ?? this.parts.ids.next();
    const idempotent = !(globalThis.ReadableStream && body instanceof ReadableStream);
    const init = { method, body, idempotent, headers: { Accept: "application/json", ...callHeaders({ id: operationId, contract: contractOf(this.parts.options, action), draft: options.draft as string }) }, signal: options.signal ?? null };
    const response = await this.fetch(target, init, action);
    const text = await response.text();
    const data = (response.headers.get("Content-Type")?.includes("json") && text ? JSON.parse(text) : text || undefined) as T;
    return { state: "done", data, status: response.status, operationId, replayed: response.headers.has("Evenkeel-Replayed") };
  }
}

/** One caller gives up; the request that others may share goes on. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
