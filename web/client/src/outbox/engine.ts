import { KeelError } from "../errors.js";
import type { Parts } from "../parts.js";
import type { Status } from "../types.js";
import type { Delivered } from "./delivery.js";
import type { Message } from "./messages.js";

/** How often the age of the oldest operation is brought up to date. */
const AGE_MS = 10_000;

/** What sets the parts in motion: the start, a change of user or network, other tabs, the end. */
export class Engine {
  /** What was on the device has been read. */
  readonly ready: Promise<void>;
  readonly #parts: Parts;
  readonly #closing = new AbortController();
  readonly #unlisten: () => void;
  #reloaded: Promise<void> = Promise.resolve();
  #turn = 0;
  #ageTimer: unknown;
  #persistAsked = false;
  /** The scope that other tabs were told of. */
  #toldScope: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.mirror.subscribe(() => this.#count());
    this.#unlisten = parts.environment.onWake(why => {
      if (why === "visible") void this.#reload();
      // "offline" is only a hint: what requests find out counts.
      if (why !== "offline") parts.health.urge();
      this.kick(why !== "offline");
    });
    // The other parts are put together first.
    this.ready = Promise.resolve().then(() => this.#start());
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** Whether sending is likely to begin at once. */
  sendsNow(): boolean {
    const { health, session } = this.#parts;
    return health.state !== "offline" && !session.paused;
  }

  /** There may be something to send. `urge`: a person wants it now, or the network came back. */
  kick(urge: boolean): void {
    const { flusher, leadership, messages } = this.#parts;
    if (this.closed.aborted) return;
    flusher.wake(urge);
    if (urge) messages.send({ kind: "urge" });
    if (flusher.wanted()) leadership.seek();
  }

  /** Whose operation a new one is. */
  async scope(): Promise<string> {
    const { session } = this.#parts;
    await this.ready;
    if (session.scope === undefined) await session.check();
    await this.#reloaded;
    if (session.scope !== undefined) return session.scope;
    throw new KeelError("scope-unknown", "Nothing was saved: the server has not told this device yet whose change this is.");
  }

  savedOffline(): void {
    if (!this.#persistAsked) void this.persist();
  }

  async persist(): Promise<boolean> {
    this.#persistAsked = true;
    const persisted = await this.#parts.environment.persistStorage().catch(() => false);
    this.#parts.status.set({ persisted });
    return persisted;
  }

  networkChanged(network: Status["network"]): void {
    const { messages, settings, status, view, waiters } = this.#parts;
    settings.debug(`network: ${network}`);
    status.set({ network });
    messages.send({ kind: "network", state: network });
    if (network === "offline") waiters.release();
    if (network === "online") {
      this.kick(false);
      void view?.observations.refreshUnconfirmed();
    }
  }

  sessionChanged(state: Status["session"]): void {
    const { messages, session, settings, status, waiters } = this.#parts;
    settings.debug(`session: ${state}`);
    if (state !== status.get().session || session.scope !== this.#toldScope) messages.send({ kind: "session", scope: session.scope ?? null });
    this.#toldScope = session.scope;
    status.set({ session: state });
    if (session.paused) waiters.release();
    else this.kick(true);
  }

  scopeChanged(scope: string | undefined): void {
    this.#parts.settings.debug("another scope", scope);
    this.remember("scope", scope);
    this.#parts.waiters.release();
    void this.#reload(true);
  }

  remember(key: string, value: unknown): void {
    this.#parts.storage.writeMeta(key, value).catch(() => undefined);
  }

  delivered({ outcome, unreachable, answer }: Delivered): void {
    const { health, status } = this.#parts;
    if (outcome !== "retry") health.set("online");
    else if (unreachable) health.set("offline");
    // An answer that was cut says nothing bad about the server.
    else if (answer) health.set("degraded");
    if (answer?.problem) status.set({ lastError: answer.problem });
    else if (outcome === "done" || outcome === "answers") status.set({ lastError: null });
  }

  heard(message: Message): void {
    const { flusher, health, leadership, queue, session } = this.#parts;
    switch (message.kind) {
      case "change":
        if (message.scope !== session.scope) return;
        void queue.heard(message);
        return this.kick(false);
      case "beat":
        return leadership.heard(message.hidden);
      case "network":
        // Requests of another tab tell as much as one's own.
        return health.set(message.state);
      case "session":
        return session.heard(message.scope);
      case "urge":
        return flusher.wake(true);
      default:
        // A message of a newer build.
        return message satisfies never;
    }
  }

  async close(): Promise<void> {
    const { database, environment, leadership, messages, view, waiters } = this.#parts;
    this.#closing.abort();
    this.#unlisten();
    environment.clearTimeout(this.#ageTimer);
    view?.observations.close();
    waiters.release();
    await leadership.stop();
    messages.close();
    await database.close();
  }

  async #start(): Promise<void> {
    const { ids, session, status, storage } = this.#parts;
    let scope: string | undefined;
    try {
      const offset = await storage.readMeta<number>("timeOffset");
      scope = await storage.readMeta<string>("scope");
      if (offset !== undefined) ids.adjust(offset);
    } catch {
      // Reading goes on without a device to keep things on; a command will say so, visibly.
      status.set({ storage: "blocked" });
    }
    session.restore(scope);
    await this.#reloaded;
    this.kick(false);
    // Who is signed in now, and whether the server can be reached.
    void session.ask();
  }

  /** Reads the outbox anew: for another scope, or because messages may have been missed while the page slept. */
  #reload(another = false): Promise<void> {
    return (this.#reloaded = this.#load(++this.#turn, another));
  }

  async #load(turn: number, another: boolean): Promise<void> {
    const { mirror, session, status, storage, view } = this.#parts;
    const outdated = () => turn !== this.#turn || this.closed.aborted;
    if (another) {
      mirror.clear(session.scope);
      view?.observations.forget();
    }
    if (session.scope === undefined) return;
    try {
      await storage.load(session.scope, rows => {
        if (!outdated()) mirror.apply(rows);
      });
    } catch {
      status.set({ storage: "blocked" });
    }
    if (outdated()) return;
    if (another) void view?.observations.refresh();
    this.kick(false);
  }

  #count(): void {
    const { environment, mirror, status } = this.#parts;
    const { pending, parked } = mirror;
    const oldest = pending ? mirror.oldest() : undefined;
    status.set({ pending, parked, oldestUnsentMs: oldest ? Math.max(0, environment.now() - oldest.at) : null });
    if (!oldest || this.#ageTimer !== undefined || this.closed.aborted) return;
    this.#ageTimer = environment.setTimeout(() => {
      this.#ageTimer = undefined;
      this.#count();
    }, AGE_MS);
  }
}
