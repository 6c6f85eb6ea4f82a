import type { CommandParts } from "../actions/commands.js";
import type { Environment } from "../environment.js";
import { KeelError } from "../errors.js";
import type { Network } from "../network/network.js";
import type { Settings } from "../options.js";
import type { StatusBoard } from "../status/status.js";
import type { ServerCall, Status } from "../types.js";
import type { View } from "../view/view.js";
import { Database } from "./database.js";
import { type Delivered, Delivery } from "./delivery.js";
import { Enqueue } from "./enqueue.js";
import { Flusher } from "./flusher.js";
import { Leadership } from "./leadership.js";
import { type Message, Messages } from "./messages.js";
import { Mirror } from "./mirror.js";
import { OutboxQueue } from "./outbox.js";
import { OutboxStorage } from "./storage.js";
import { Waiters } from "./waiters.js";

/** How often the age of the oldest operation is brought up to date while somebody looks at it. */
const AGE_MS = 10_000;

/** The outbox at work: storage, flusher, tabs and status, put together. */
export class Engine {
  readonly database: Database;
  readonly mirror = new Mirror();
  readonly queue: OutboxQueue;
  readonly commandParts: CommandParts;
  readonly ready: Promise<void>;
  readonly #environment: Environment;
  readonly #settings: Settings;
  readonly #network: Network;
  readonly #status: StatusBoard;
  readonly #view: () => View;
  readonly #storage: OutboxStorage;
  readonly #messages: Messages;
  readonly #waiters = new Waiters();
  readonly #calls = new Map<string, ServerCall<unknown, unknown>>();
  readonly #flusher: Flusher;
  readonly #leadership: Leadership;
  #isReady = () => {};
  #loading = 0;
  #closed = false;
  #ageTimer: unknown;
  #persistAsked = false;
  #reloaded: Promise<void> = Promise.resolve();
  /** The scope that other tabs were told of. */
  #toldScope: string | undefined;

  constructor(environment: Environment, settings: Settings, network: Network, status: StatusBoard, view: () => View) {
    this.#environment = environment;
    this.#settings = settings;
    this.#network = network;
    this.#status = status;
    this.#view = view;
    this.ready = new Promise(resolve => (this.#isReady = resolve));
    this.database = new Database(settings.name, environment.indexedDB);
    this.#storage = new OutboxStorage(this.database);
    this.#messages = new Messages(environment, `evenkeel:${settings.name}`, message => this.#heard(message));

    const paused = () => network.session.paused;
    const newId = () => network.newId();
    const sendsNow = () => network.health.state !== "offline" && !paused();
    this.queue = new OutboxQueue({
      environment,
      mirror: this.mirror,
      storage: this.#storage,
      enqueue: new Enqueue(this.database),
      waiters: this.#waiters,
      waitMs: settings.waitMs,
      newId,
      sendsNow,
      scope: () => network.session.scope,
      kick: urge => this.kick(urge),
      appended: row => this.#flusher.appended(row.id),
      broadcast: change => {
        const scope = network.session.scope;
        if (scope !== undefined) this.#messages.send({ kind: "change", scope, ...change });
      },
      materialise: (transaction, acknowledged) => this.#view().kept.materialise(transaction, acknowledged),
      expect: rows => this.#view().queries.expect(rows),
      acknowledged: acknowledged => this.#view().observations.acknowledge(acknowledged),
      persist: () => this.#persist(),
    });
    const delivery = new Delivery(network.requests, this.#calls, verdict => this.#flusher.report(verdict));
    this.#flusher = new Flusher({
      environment,
      delivery,
      paused,
      mirror: this.mirror,
      storage: this.#storage,
      pace: network.pace,
      limits: settings.limits,
      hasCall: row => row.path !== undefined || this.#calls.has(row.action),
      reachable: async () => network.health.state !== "offline" || (await network.reach()),
      askSession: () => network.session.ask(true),
      settle: verdicts => this.queue.settle(verdicts),
      delivered: delivered => this.#delivered(delivered),
      debug: settings.debug,
    });
    this.#leadership = new Leadership(environment, settings.name, this.#storage, {
      wanted: () => !this.#closed && this.#flusher.wanted(),
      run: signal => this.#flusher.run(signal),
      beat: () => this.#messages.send({ kind: "beat", hidden: !environment.visible() }),
    });
    this.commandParts = {
      environment,
      newId,
      queue: this.queue,
      mirror: this.mirror,
      waiters: this.#waiters,
      waitMs: settings.waitMs,
      scope: () => this.#scope(),
      answersSoon: lane => sendsNow() && !this.mirror.parkedLanes().has(lane),
      kick: () => this.kick(false),
      savedOffline: () => {
        if (!this.#persistAsked) void this.#persist();
      },
      storageFailed: error => status.set({ storage: error.code === "storage-full" ? "full" : "blocked" }),
    };
  }

  start(): void {
    this.mirror.subscribe(() => this.#count());
    this.#network.onWake = why => {
      if (why === "visible") void this.#reload();
      this.kick(why !== "offline");
    };
    void this.#start();
  }

  kick(urge: boolean): void {
    if (this.#closed) return;
    this.#flusher.wake(urge);
    if (urge) this.#messages.send({ kind: "urge" });
    if (this.#flusher.wanted()) this.#leadership.seek();
  }

  hasWork(): boolean {
    return this.#flusher.wanted();
  }

  register(name: string, call: ServerCall<unknown, unknown>): void {
    const isNew = !this.#calls.has(name);
    this.#calls.set(name, call);
    if (isNew) this.kick(false);
  }

  networkChanged(state: Status["network"]): void {
    this.#settings.debug(`network: ${state}`);
    this.#status.set({ network: state });
    this.#messages.send({ kind: "network", state });
    if (state === "offline") this.#waiters.release();
    if (state === "online") {
      this.kick(false);
      void this.#view().observations.refreshUnconfirmed();
    }
  }

  sessionChanged(session: Status["session"]): void {
    this.#settings.debug(`session: ${session}`);
    const { scope, paused } = this.#network.session;
    if (session !== this.#status.get().session || scope !== this.#toldScope) this.#messages.send({ kind: "session", scope: scope ?? null });
    this.#toldScope = scope;
    this.#status.set({ session });
    if (paused) this.#waiters.release();
    else this.kick(true);
  }

  scopeChanged(scope: string | undefined): void {
    this.#settings.debug("another scope", scope);
    this.#waiters.release();
    void this.#reload(true);
  }

  remember(key: string, value: unknown): void {
    this.#storage.writeMeta(key, value).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#environment.clearTimeout(this.#ageTimer);
    this.#network.close();
    this.#waiters.release();
    await this.#leadership.close();
    this.#messages.close();
    await this.database.close();
  }

  async #start(): Promise<void> {
    try {
      const [scope, offset] = await Promise.all([this.#storage.readMeta<string>("scope"), this.#storage.readMeta<number>("timeOffset")]);
      if (typeof offset === "number") this.#network.adjustClock(offset);
      this.#network.session.restore(scope);
    } catch {
      // Reading goes on without a device to keep things on; a command will say so, visibly.
      this.#status.set({ storage: "blocked" });
      this.#network.session.restore(undefined);
    }
    await this.#reloaded;
    this.#isReady();
    this.kick(false);
    // Who is signed in now, and whether the server can be reached.
    void this.#network.session.ask();
  }

  /** Reads the outbox anew: for another scope, or because messages may have been missed while the page slept. */
  #reload(another = false): Promise<void> {
    const turn = ++this.#loading;
    if (another) {
      this.mirror.clear();
      this.#view().observations.forget();
    }
    const scope = this.#network.session.scope;
    return (this.#reloaded = (async () => {
      if (scope === undefined) return;
      try {
        await this.#storage.load(scope, rows => {
          if (turn === this.#loading && !this.#closed) this.mirror.apply(rows);
        });
      } catch {
        this.#status.set({ storage: "blocked" });
      }
      if (turn !== this.#loading || this.#closed) return;
      if (another) void this.#view().observations.refresh();
      this.kick(false);
    })());
  }

  async #scope(): Promise<string> {
    await this.ready;
    const { session } = this.#network;
    if (session.scope === undefined) await session.check();
    await this.#reloaded;
    if (session.scope !== undefined) return session.scope;
    throw new KeelError("scope-unknown", "Nothing was saved: this device has not yet learned from the server whose change this is.");
  }

  #delivered({ outcome, unreachable, answer }: Delivered): void {
    const { health } = this.#network;
    const { problem, status = 0 } = answer ?? {};
    if (outcome !== "retry") health.set("online");
    else if (unreachable) health.set("offline");
    // An answer that was cut says nothing bad about the server.
    else if (status) health.set("degraded");
    if (problem) this.#status.set({ lastError: problem });
    else if (outcome === "done" || outcome === "answers") this.#status.set({ lastError: null });
  }

  #heard(message: Message): void {
    if (this.#closed) return;
    switch (message.kind) {
      case "change":
        if (message.scope !== this.#network.session.scope) return;
        void this.queue.heard(message);
        this.kick(false);
        return;
      case "beat":
        return this.#leadership.heard(message.hidden);
      case "network":
        // Whoever waits here for an operation that the other tab sends has the same news.
        if (message.state === "offline") this.#waiters.release();
        return;
      case "session":
        return this.#network.session.heard(message.scope);
      case "urge":
        return this.#flusher.wake(true);
      default:
        // A message of a newer build.
        return message satisfies never;
    }
  }

  #count(): void {
    const { pending, parked } = this.mirror;
    const oldest = pending ? this.mirror.oldest() : undefined;
    this.#status.set({ pending, parked, oldestUnsentMs: oldest ? Math.max(0, this.#environment.now() - oldest.at) : null });
    if (oldest && this.#ageTimer === undefined && !this.#closed) {
      this.#ageTimer = this.#environment.setTimeout(() => {
        this.#ageTimer = undefined;
        this.#count();
      }, AGE_MS);
    }
  }

  async #persist(): Promise<boolean> {
    this.#persistAsked = true;
    const persisted = await this.#environment.persistStorage().catch(() => false);
    this.#status.set({ persisted });
    return persisted;
  }
}
