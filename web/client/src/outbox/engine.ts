import { KeelError } from "../errors.js";
import type { Parts } from "../parts.js";
import type { Status } from "../types.js";
import type { Message } from "./messages.js";

/** How often the age of the oldest operation is brought up to date. */
const AGE_MS = 10_000;

/** What sets the parts in motion: the start, a change of user or network, other tabs, the end. */
export interface Engine {
  /** It is known whose device this was. */
  readonly restored: Promise<void>;
  /** What is on the device has been read. */
  ready(): Promise<void>;
  closed(): boolean;
  /** Whether sending is likely to begin at once. */
  sendsNow(): boolean;
  /** There may be something to send. `urge`: a person wants it now, or the network came back. */
  kick(urge?: boolean): void;
  /** Whose operation a new one is. */
  scope(): Promise<string>;
  /** Requests have found out. */
  network(state: Status["network"], own?: boolean): void;
  /** Another user, or none, from now on. */
  entered(scope: string | undefined): void;
  remember(key: string, value: unknown): void;
  heard(message: Message): void;
  persist(): Promise<boolean>;
  close(): Promise<void>;
}

export function createEngine(parts: Parts): Engine {
  const { database, environment, ids, mirror, session, status, store, tell, waiters, wake } = parts;
  let closed = false;
  let loaded = false;
  let loads = 0;
  let loading: Promise<void> = Promise.resolve();
  let ageTimer: unknown;

  const count = () => {
    let pending = 0;
    let parked = 0;
    let oldest: number | undefined;
    for (const row of mirror.rows.values()) {
      if (row.parked) parked++;
      else pending++;
      if (!row.parked && !row.discarded) oldest ??= row.at;
    }
    status.set({ loaded, pending, parked, oldestUnsentMs: oldest === undefined ? null : Math.max(0, environment.now() - oldest) });
    environment.clearTimeout(ageTimer);
    if (oldest !== undefined && !closed) ageTimer = environment.setTimeout(count, AGE_MS);
  };
  /** Reads the outbox anew: for another scope, or because messages may have been missed while the page slept. */
  const load = async () => {
    const turn = ++loads;
    const scope = session.scope();
    const outdated = () => turn !== loads || closed;
    try {
      if (scope !== undefined) await store.load(scope, rows => outdated() || mirror.apply(rows));
      if (outdated()) return;
      loaded = scope !== undefined;
      mirror.changed();
      engine.kick();
    } catch {
      status.set({ storage: "blocked" });
    }
  };
  const restore = async () => {
    let scope: unknown;
    try {
      await parts.deployments?.start();
      ids.adjust(((await store.readMeta("timeOffset")) as number | undefined) ?? 0);
      scope = await store.readMeta("scope");
    } catch {
      // Reading goes on without a device to keep things on; a command will say so, visibly.
      status.set({ storage: "blocked" });
    }
    session.restore(scope as string | undefined);
    // Who is signed in now, and whether the server can be reached.
    void session.ask();
  };
  const urge = () => {
    parts.flusher.urge();
    wake();
  };

  mirror.subscribe(count);
  const unlisten = environment.onWake(why => {
    if (why === "visible") loading = load();
    // "offline" is only a hint: what requests find out counts.
    engine.kick(why !== "offline");
  });
  // The other parts are put together first.
  const restored = Promise.resolve().then(restore);

  const engine: Engine = {
    restored,
    ready: () => restored.then(() => loading),
    closed: () => closed,
    sendsNow: () => status.get().network !== "offline" && !session.paused(),

    kick(urged) {
      if (closed) return;
      wake();
      if (urged) {
        urge();
        tell({ kind: "urge" });
      }
      if (parts.flusher.wanted()) parts.leadership.seek();
    },

    async scope() {
      await restored;
      if (session.scope() === undefined) await session.ask();
      await loading;
      const scope = session.scope();
      if (scope === undefined) throw new KeelError("scope-unknown", "Nothing was saved: the user is unknown.");
      return scope;
    },

    network(network, own = true) {
      if (network === status.get().network) return;
      status.set({ network });
      // Two tabs that repeated each other's news would go on for ever.
      if (own) tell({ kind: "network", state: network });
      if (network === "offline") waiters.release();
      engine.kick();
    },

    entered(scope) {
      loaded = false;
      engine.remember("scope", scope);
      waiters.release();
      mirror.clear(scope);
      count();
      loading = load();
    },

    remember: (key, value) => void store.writeMeta(key, value).catch(() => {}),

    heard(message) {
      switch (message.kind) {
        case "change":
          if (message.scope !== session.scope()) return;
          void parts.queue.heard(message);
          return engine.kick();
        case "beat":
          // Another tab sends, and may have tried what this one has stored.
          mirror.fresh.clear();
          return parts.leadership.heard(message.hidden);
        case "network":
          // Requests of another tab tell as much as one's own.
          return engine.network(message.state, false);
        case "session":
          return session.heard(message.scope);
        case "urge":
          return urge();
        default:
          return parts.deployments?.heard(message);
      }
    },

    async persist() {
      status.set({ persisted: false });
      const persisted = await environment.persistStorage().catch(() => false);
      status.set({ persisted });
      return persisted;
    },

    async close() {
      closed = true;
      unlisten();
      parts.deployments?.close();
      environment.clearTimeout(ageTimer);
      waiters.release();
      await parts.leadership.stop();
      parts.closeChannel();
      await database.close();
    },
  };
  return engine;
}
