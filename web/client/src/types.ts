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
  /** The W3C `traceparent` of what the person is doing, asked once for each command, when it is made. It is kept with the operation and sent with it, whenever that is. */
  trace?: () => string | undefined;
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
  /** How this page keeps in step with what is deployed. */
  deployment?: DeploymentOptions;
  /** Which forms are kept as drafts by themselves: all of the page, or those marked with `data-keel-draft`. Default "marked". */
  drafts?: "all" | "marked";
  /** What is shown in `data-keel-draft-status`, and told to assistive technology when something was restored. Default: English. */
  draftText?: (status: DraftStatus) => string;
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

export interface DeploymentOptions {
  /** The build of this page. Default: the content of `<meta name="evenkeel-build">`. */
  build?: string;
  /** The contracts that this page was written against, by action: `contracts` of the generated client. */
  contracts?: Readonly<Record<string, string>>;
  /** "always" updates a page that still fits the server as one that does not. Default "contracts". */
  updatePolicy?: "contracts" | "always";
  /** How often one visible tab asks what is deployed while there is no event stream. Default 30000. */
  pollMs?: number;
  /** Whether one tab keeps an event stream for all. Default true. */
  events?: boolean;
  /** The page's own manifest, for front ends that are hosted apart; asked where the server does not know of pages. Default "evenkeel.json". */
  manifest?: string | false;
  /** Raising it drops every client cache at the next start. */
  cacheVersion?: string;
  /** What a recovery clears beside our own caches. The outbox cannot be named here. */
  clear?: { localStorage?: readonly string[]; sessionStorage?: readonly string[]; databases?: readonly string[] };
  /** What becomes of an action that the server refuses because its contract has changed. Default "update". */
  strategies?: Readonly<Record<string, SkewStrategy>>;
  /** False puts every automatic reload off. */
  isSafe?: () => boolean;
  /** Awaited before the page is reloaded, for 5 s at most. */
  before?: (recovery: Recovery) => unknown;
  /** Called in the page that came of it, when its state is restored. */
  after?: (recovery: Recovery) => unknown;
}

/** update: the page updates. retry: the operation is kept and tried again. park: it is parked, awaited or not. ask: a notice, nothing more. */
export type SkewStrategy = "retry" | "update" | "park" | "ask";

/** A build made live, with its place in their order. `page`: the build of the page that belongs to it. */
export interface Deployed {
  readonly build: string;
  readonly epoch: number;
  readonly page: string | null;
}

export interface DeploymentStatus {
  /** Of this page; null where it has none, and then nothing is asked or reloaded by itself. */
  build: string | null;
  current: Deployed | null;
  /** "unknown" also where the page declares no contracts and is not the newest. */
  state: "current" | "compatible" | "incompatible" | "unknown";
  /** Actions whose contract no longer holds. */
  changed: readonly string[];
  /** An update waits for a safe moment. */
  pending: boolean;
  notice: null | "update-available" | "update-pending" | "storage-blocked";
}

export type RecoveryKind = "reload" | "chunk" | "refused" | "budget" | "blocked" | "manual";

/** A reload of the page, or one that was not allowed (budget, blocked). */
export interface Recovery {
  readonly kind: RecoveryKind;
  readonly from: string;
  readonly to: string;
  /** From its beginning until the state of the page was restored. */
  readonly ms: number;
}

export interface DeploymentControl {
  readonly status: Readable<DeploymentStatus>;
  /** Asks the server what is deployed, and whether this page fits it. */
  check(): Promise<DeploymentStatus>;
  /** Drops kept query results, Cache Storage, our own service worker and what the options list. Never the outbox. */
  clear(): Promise<void>;
  /** Loads this page anew past the HTTP cache and keeps what is typed, focus, scroll, query and hash. */
  reload(): Promise<void>;
  /** clear() and reload() with the hooks. With an error: only if it is one of skew, and within the budget. Resolves whether the page is being reloaded. */
  recover(error?: unknown): Promise<boolean>;
  /** For a router, before it goes to another page: true if it is loaded anew instead, since an update waits and it is safe. */
  navigating(url: string | URL): boolean;
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

/** JSON by the name of the field. */
export type DraftValues = Readonly<Record<string, Json>>;

export interface DraftOptions {
  /** Names the draft for this user. Default: `data-keel-draft`; else id or name of the form, with the path of the page. Values that are held in code must say it. */
  key?: string;
  /** Of the form. A draft of another one is not put into the fields; it is among `others()`. Default: `data-keel-draft-version`, else none. */
  version?: string;
  /** Names of fields that are never kept, beside those that never are (passwords, codes, cards, files). */
  exclude?: readonly string[];
}

export interface DraftStatus {
  /**
   * idle: nothing is kept. local: what was typed is on this device. saved: on the server too. restored: put back, and nothing was typed since.
   * conflict: there is another version, see `others()`; both are kept.
   */
  state: "idle" | "local" | "saved" | "restored" | "conflict";
  /** When the kept was typed, in Unix milliseconds. */
  at: number | null;
  /** Something was put back that undo() can take away. */
  restored: boolean;
  /** Why it is not kept as well as it could be: "storage-blocked", or a code of the server such as "draft-too-large". */
  problem: string | null;
}

/** What another tab or device has typed. */
export interface DraftVersion {
  readonly by: string;
  readonly at: number;
  readonly form: string | null;
  readonly values: DraftValues;
}

/** Values that are held in code. `put` is called with what was restored or chosen; undefined: as it was before. */
export interface DraftTarget {
  put(values: Readonly<Record<string, Json | undefined>>): void;
}

export interface DraftHandle {
  readonly status: Readable<DraftStatus>;
  /** What a person has put in, for values that are held in code; forms tell it by themselves. */
  set(values: DraftValues): Promise<void>;
  /** Keeps what was typed at once, here and on the server. */
  flush(): Promise<void>;
  /** Drops the draft here and on the server. What the form shows stays. */
  discard(): Promise<void>;
  /** Takes away what was put back, where nobody has typed since. The draft itself stays until something else is typed. */
  undo(): Promise<void>;
  others(): Promise<DraftVersion[]>;
  /** Ends a conflict by that version; without one by what is in the form. */
  use(by?: string): Promise<void>;
  /** What a command has to name to consume what is typed now: `<key>;<revision>`. */
  reference(): string | undefined;
  stop(): Promise<void>;
}

export interface KeelClient extends CoreClient {
  /** Keeps what is typed into a form, or any element with fields in it, over crashes, reloads, deployments and sign-outs, and puts it back. */
  draft(form: HTMLElement | string | DraftTarget, options?: DraftOptions): DraftHandle;
  readonly deployment: DeploymentControl;
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
  /** The same in all tabs, after a change of which the server cannot know. */
  invalidate(actionPrefix: string): void;
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
  /** The draft that the command consumes when it takes effect, up to what is typed now. */
  draft?: Pick<DraftHandle, "reference"> | string | undefined;
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
  /** When it ends if nobody is active until then, and when it ends in any case, in Unix ms of the server's clock; null or absent: never, or the server does not know. */
  expires?: number | null | undefined;
  ends?: number | null | undefined;
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
