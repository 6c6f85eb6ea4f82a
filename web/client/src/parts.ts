import { type Environment, sleep } from "./environment.js";
import { createOperationIds, type OperationIds } from "./network/operation-id.js";
import { createPace, type Pace } from "./network/pace.js";
import { createRequest, type Reply, type Request } from "./network/request.js";
import { createSession, type SessionKeeper } from "./network/session.js";
import { createDatabase, type Database, type Stores } from "./outbox/database.js";
import { createEngine, type Engine } from "./outbox/engine.js";
import { createEnqueue, type Enqueue } from "./outbox/enqueue.js";
import { createFlusher, type Flusher } from "./outbox/flusher.js";
import { createLeadership, type Leadership } from "./outbox/leadership.js";
import type { Holder } from "./outbox/lock.js";
import { createMessages, type Message, type Settled } from "./outbox/messages.js";
import { createMirror, type Mirror } from "./outbox/mirror.js";
import { createOutbox } from "./outbox/outbox.js";
import { createQueue, type Queue } from "./outbox/queue.js";
import type { Row } from "./outbox/row.js";
import type { Verdict } from "./outbox/settlement.js";
import { createStore, type Store } from "./outbox/store.js";
import { createWaiters, type Waiters } from "./outbox/waiters.js";
import { createObservable, type Observable } from "./status/observable.js";
import type { ClientOptions, Outbox, Status } from "./types.js";
import { isBuild } from "./wire.js";

/** The parts of one client. Each is handed this and finds the others here, so that none has to pass them on. */
export interface Parts {
  readonly environment: Environment;
  readonly options: ClientOptions;
  /** Of the lock and the channel. */
  readonly name: string;
  /** Of this page: baked in, and of this document alone. */
  readonly build: string | undefined;
  readonly status: Observable<Status>;
  readonly mirror: Mirror;
  readonly waiters: Waiters;
  readonly ids: OperationIds;
  readonly pace: Pace;
  readonly request: Request;
  readonly session: SessionKeeper;
  readonly database: Database;
  readonly store: Store;
  readonly queue: Queue;
  readonly engine: Engine;
  readonly enqueue: Enqueue;
  readonly flusher: Flusher;
  readonly leadership: Leadership;
  readonly outbox: Outbox;
  debug(line: string, data?: unknown): void;
  /** A pause that anything new ends. */
  rest(ms: number): Promise<void>;
  wake(): void;
  /** Tells the other tabs. */
  tell(message: Message): void;
  closeChannel(): void;
  /** Left out of the core. */
  view?: ViewOfOutbox;
  deployments?: SkewOfPage;
  others?: { has(name: string): boolean; call(row: Row, signal: AbortSignal): Promise<Reply> };
  lease?: Holder;
  drafts?: { settled(reference: string, done: boolean): void };
  /** The fields that somebody has put something into. */
  touched?: WeakSet<EventTarget>;
  /** Asks somebody else than the server who is signed in. */
  question?: ((refused?: boolean) => Promise<Reply>) | undefined;
}

/** What keeps this page in step with what is deployed. */
export interface SkewOfPage {
  /** Before anything that is kept is read. */
  start(): Promise<void>;
  /** An answer came with these headers. */
  saw(headers: Headers): void;
  /** Another tab learned something; perhaps one of a newer build. */
  heard(message: Message): void;
  /** What a refusal means by the application's own strategy. */
  weigh(verdict: Verdict): Verdict;
  /** What the queries that are looked at were read from. */
  reads(tags: readonly string[]): void;
  /** Up to where the history of the data was seen, by this tab or another; what is told counts from here on. */
  seen(told?: string): string | undefined;
  /** A call failed; perhaps because page and server are of different deployments. */
  failed(error: unknown, action?: string): void;
  close(): void;
}

/** What shows the outbox in the results of queries. */
export interface ViewOfOutbox {
  /** These are about to be settled: a query that is under way may not have seen them. */
  expect(verdicts: readonly Verdict[]): void;
  /** Writes them into what is kept, in the transaction that deletes them. */
  materialise(stores: Stores, settled: readonly Settled[]): Promise<void>;
  /** Takes them into what is shown; the mirror loses them now. */
  settled(settled: readonly Settled[]): void;
  /** What was read from one of these is out of date, unless it was read later. */
  changed(tags: readonly string[], seen?: string): void;
  refresh(actionPrefix: string): Promise<void>;
}

const START: Status = {
  network: "online",
  session: "unknown",
  loaded: false,
  pending: 0,
  parked: 0,
  oldestUnsentMs: null,
  lastError: null,
  storage: "ok",
  persisted: null,
};

export function createParts(environment: Environment, options: ClientOptions): Parts {
  const database = options.name ?? "evenkeel";
  const parts = { environment, options, name: `evenkeel:${database}` } as { -readonly [P in keyof Parts]: Parts[P] };
  const { debug } = options;
  const build = options.deployment?.build ?? environment.window?.document.querySelector<HTMLMetaElement>("meta[name=evenkeel-build]")?.content;
  parts.build = isBuild(build) ? build : undefined;
  parts.debug = typeof debug === "function" ? debug : (line, data = "") => debug && console.debug(`evenkeel: ${line}`, data);

  let waking = new AbortController();
  parts.rest = ms => sleep(environment, ms, waking.signal);
  parts.wake = () => {
    waking.abort();
    waking = new AbortController();
  };
  parts.status = createObservable(START);
  parts.status.subscribe(status => parts.debug("status", status));
  parts.mirror = createMirror();
  parts.waiters = createWaiters(environment);
  parts.ids = createOperationIds(environment);
  parts.pace = createPace(environment, options.retry);
  parts.database = createDatabase(database, environment.indexedDB);
  parts.store = createStore(parts.database);
  const messages = createMessages(parts, message => parts.engine.heard(message));
  parts.tell = messages.tell;
  parts.closeChannel = messages.close;
  parts.session = createSession(parts);
  parts.engine = createEngine(parts);
  parts.request = createRequest(parts);
  parts.queue = createQueue(parts);
  parts.enqueue = createEnqueue(parts);
  parts.flusher = createFlusher(parts);
  parts.leadership = createLeadership(parts);
  parts.outbox = createOutbox(parts);
  return parts;
}
