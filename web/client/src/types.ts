// The public surface. Everything an application can name is here; the rest of the source is free to change.
import type { KeelError } from "./errors.js";

/** `METHOD /path/template`, for example `POST /api/clients/{clientId}/contacts`. */
export type ActionName = `${string} /${string}`;
export type Json = null | boolean | number | string | Json[] | { [k: string]: Json };
/** Values for the placeholders of an action's path; what is left over becomes the query string. */
export type Params = Record<string, string | number | boolean | null | undefined>;

export interface ClientOptions {
  /** Where the server is; "" is the page's own origin. */
  baseUrl?: string;
  /** Names the database, the locks and the channel. Default "evenkeel"; another name is another outbox. */
  name?: string;
  fetch?: typeof globalThis.fetch;
  /** Headers of every request, for example a bearer token. Asked anew for each request. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
  /** A fixed scope, for applications without /_evenkeel/session. Default: asked from the server and remembered. */
  scope?: string;
  /** How long command() waits for an answer before it resolves as "saved-offline". Default 8000. */
  waitMs?: number;
  /** Time limit of one request. Default 30000. */
  timeoutMs?: number;
  /** "direct" sends each operation to its own route and never uses a flush. Default "auto". */
  transport?: "auto" | "direct";
  /** Lane templates by action: `{ "POST /api/clients/{clientId}/contacts": "clients/{clientId}" }`. */
  lanes?: Record<string, string>;
  retry?: Partial<RetryOptions>;
  flush?: { maxOperations?: number; maxBytes?: number };
  /** Whether query results are kept on the device for offline reading. Default true. */
  keepQueries?: boolean | ((action: string) => boolean);
  /** Tells what the runtime does and why. Default false: quiet. */
  debug?: boolean | ((line: string, data?: unknown) => void);
}

export interface RetryOptions {
  baseMs: number;
  capMs: number;
  budgetRatio: number;
  budgetMax: number;
  breakerFailures: number;
  breakerOpenMs: number;
  breakerMaxMs: number;
}

/** Queries and commands with the outbox between them and the server. */
export interface CoreClient {
  /** Network first; the kept result when the network fails, and the local view on top of both (not in the core). */
  query<T>(action: ActionName, params?: Params, options?: { signal?: AbortSignal }): Promise<T>;
  /** Durable on the device before anything is sent. Rejects with a KeelError when the server refuses. */
  command<T, I = unknown>(action: ActionName, input?: I, options?: CommandOptions): Promise<CommandResult<T>>;
  readonly outbox: Outbox;
  readonly status: Readable<Status>;
  readonly session: SessionControl;
  close(): Promise<void>;
}

export interface KeelClient extends CoreClient {
  /** The same retry rules and errors for any other call. Throws a KeelError for an answer that is not ok. */
  fetch(input: string | URL, init?: RequestInit & { retries?: number; idempotent?: boolean }): Promise<Response>;
  /** Wraps a call that exists already: a query never queues, a command does. */
  executeAction<T, I>(name: string, action: QueryCall<I, T>): Promise<T>;
  executeAction<T, I>(name: string, action: CommandCall<I, T>): Promise<CommandResult<T>>;
  executeAction<T, I>(name: string, action: ActionCall<I, T>): Promise<CommandResult<T> | T>;
  /** Names the call of a queued action, so that it goes on after a reload. */
  registerAction<I, T>(name: string, serverCall: ServerCall<I, T>): void;
  /** Retries a read (3 times unless told). Queues nothing. */
  safeRead<T>(read: (signal: AbortSignal) => Promise<T>, options?: { retries?: number }): Promise<T>;
  /** Retries a write (2 times unless told) under one operation id. Queues nothing. */
  safeWrite<T>(write: (context: CallContext) => Promise<T>, options?: { retries?: number }): Promise<T>;
  /** How a command shows in the results of queries before the server has answered. */

  local<I = any>(action: string, reducers: LocalReducers<I>): void;
  /** A live query: last answer plus pending operations, fetched again after commands. */
  observe<T>(action: ActionName, params: Params | undefined, listener: (view: QueryView<T>) => void): Observation<T>;
  /** What an observed query shows at this moment; undefined while nobody observes it. */
  peek<T>(action: ActionName, params?: Params): QueryView<T> | undefined;
  /** Fetches observed queries again: all, or those whose action begins so. */
  refresh(actionPrefix?: string): Promise<void>;
}

export interface CallContext {
  operationId: string;
  signal: AbortSignal;
}
export type ServerCall<I, T> = (input: I, context: CallContext) => Promise<T>;

export interface ActionCall<I, T> {
  kind: "query" | "command";
  input?: I;
  serverCall: ServerCall<I, T>;
  local?: LocalReducers<I>;
  lane?: string;
}
export type QueryCall<I, T> = ActionCall<I, T> & { kind: "query" };
export type CommandCall<I, T> = ActionCall<I, T> & { kind: "command" };

export interface CommandOptions {
  params?: Params;
  lane?: string;
  /** Stops the waiting, not the operation: what is durable goes on and is settled in the background. */
  signal?: AbortSignal;
  /** What a person reads in the list of waiting operations. */
  label?: string;
  operationId?: string;
  waitMs?: number;
}

export type CommandResult<T> =
  | {
      state: "done";
      data: T;
      status: number;
      operationId: string;
      replayed: boolean;
      location?: string;
      etag?: string;
    }
  | { state: "saved-offline"; operationId: string };

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  error: string;
  path?: string;
  timestamp?: string;
  errors?: Record<string, string[]>;
  [k: string]: unknown;
}

/** For each query action that shows the effect, a pure function. It must not change the data it is given. */
export type LocalReducers<I> = Record<string, LocalReducer<I>>;
export type LocalReducer<I> = (data: any, operation: LocalOperation<I>, params: Params) => any;

export interface LocalOperation<I> {
  id: string;
  action: string;
  input: I;
  params: Params;
  at: number;
  /** The server's answer, once it has acknowledged the operation. */
  answer?: unknown;
}

export interface Outbox {
  /** Operations of the present scope, in order. */
  list(): Promise<Operation[]>;
  subscribe(listener: () => void): () => void;
  /** Sends a parked operation again under the same id: a rejection left nothing behind. */
  retry(id: string): Promise<void>;
  /** Gives it a new input and a new id in the same place of its lane; returns the new id. */
  edit(id: string, input: unknown): Promise<string>;
  /** "queued": it may have been sent, and the void that stops it waits for the network. */
  discard(id: string): Promise<"discarded" | "already-applied" | "queued">;
  /** JSON text of the waiting and parked operations of this user. */
  export(): Promise<string>;
  /** Tries now. */
  flush(): Promise<void>;
  /** Asks the browser not to evict this storage. */
  persist(): Promise<boolean>;
}

export interface Operation {
  id: string;
  action: string;
  label?: string;
  params: Params;
  input: unknown;
  at: number;
  retries: number;
  state: "waiting" | "sending" | "parked" | "voiding";
  lane: string;
  problem?: Problem;
}

export interface Status {
  network: "online" | "offline" | "degraded";
  session: "valid" | "anonymous" | "unknown";
  /** Whose operations are counted; absent while nobody is known, and after a sign-out. */
  scope?: string | undefined;
  /** Of who is signed in, as the server says. */
  name?: string | null;
  /** False until the stored operations of this scope have been counted: "0 pending" says nothing yet. */
  loaded: boolean;
  /** Operations that wait or are under way. */
  pending: number;
  parked: number;
  oldestUnsentMs: number | null;
  lastError: Problem | null;
  storage: "ok" | "blocked" | "full";
  /** Whether the browser promised to keep the storage; null before it was asked. */
  persisted: boolean | null;
}

export interface Session {
  state: "valid" | "anonymous" | "unknown";
  scope: string;
  name: string | null;
}

export interface SessionControl {
  /** Asks the server who is signed in. Call it after the application signed a user in. */
  check(): Promise<Session>;
  /** Tells the runtime that the application signed the user out. */
  signedOut(): Promise<void>;
  current(): Session | undefined;
}

export interface Readable<T> {
  get(): T;
  subscribe(listener: (value: T) => void): () => void;
}

export interface QueryView<T> {
  data: T | undefined;
  error: KeelError | undefined;
  loading: boolean;
  /** A kept result that the server has not confirmed in this page. */
  fromDevice: boolean;
  /** How many operations are applied on top. */
  pending: number;
}

export interface Observation<T = unknown> {
  get(): QueryView<T>;
  refresh(): Promise<void>;
  stop(): void;
}
