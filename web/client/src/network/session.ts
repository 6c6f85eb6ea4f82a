import type { Parts } from "../parts.js";
import type { Session, SessionControl, Status } from "../types.js";
import { type SessionAnswer, PROTOCOL, SESSION_ROUTE } from "../wire.js";

/** Who is signed in, as the server says; whose operations are shown and sent. */
export class SessionKeeper implements SessionControl {
  readonly #parts: Parts;
  readonly #fixed: string | undefined;
  #session: Session | undefined;
  #scope: string | undefined;
  #paused = false;
  #checking: Promise<boolean> | undefined;
  /** The scope that the server last named, so that each difference is looked into once. */
  #seen: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#fixed = parts.settings.scope;
  }

  get scope(): string | undefined {
    return this.#scope;
  }

  /** Nothing is sent until somebody signs in. */
  get paused(): boolean {
    return this.#paused;
  }

  current(): Session | undefined {
    return this.#session;
  }

  /** Whose device this was when the page was last open; an offline reload shows that user's operations. */
  restore(scope: string | undefined): void {
    const owner = this.#fixed ?? scope;
    if (this.#scope === undefined && owner !== undefined) this.#enter(owner);
  }

  /** Another tab learned something: null, that the user signed out. */
  heard(scope: string | null): void {
    if (scope === null) {
      if (this.#scope !== undefined) void this.signedOut();
    } else if (scope !== this.#scope || this.#paused) {
      if (this.#fixed === undefined) void this.ask();
      else void this.check();
    }
  }

  async check(): Promise<Session> {
    if (this.#fixed !== undefined) this.#take({ state: "valid", scope: this.#fixed, name: null }, false);
    else await this.ask();
    return this.#session ?? { state: "unknown", scope: this.#scope ?? "", name: null };
  }

  /** Asks the server. False: it could not be asked, and all is as it was. `refused`: it has just answered 401. */
  ask(refused = false): Promise<boolean> {
    if (this.#fixed !== undefined) {
      // Nobody can be asked. The application says check() once its user has signed in again.
      if (refused) this.#pause("anonymous");
      return Promise.resolve(true);
    }
    this.#checking ??= this.#ask(refused).finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  /** Asks the server anything at all. An answer of its own means that it can be reached. */
  async reach(): Promise<boolean> {
    // Without a session route, any answer but a failure will do.
    const ping = () => this.#parts.requests.send(SESSION_ROUTE, { cache: "no-store" }, undefined, async ({ status }) => status < 500).catch(() => false);
    const answered = await (this.#fixed === undefined ? this.ask() : ping());
    if (answered) this.#parts.health.set("online");
    return answered;
  }

  /** Waits for a check that is under way. */
  async settled(): Promise<void> {
    await this.#checking;
  }

  async signedOut(): Promise<void> {
    this.#session = { state: "anonymous", scope: "", name: null };
    this.#seen = undefined;
    this.#enter(undefined);
    this.#pause("anonymous");
  }

  /** An answer came with this scope. */
  saw(scope: string | null): void {
    if (scope === null || scope === this.#seen || this.#fixed !== undefined) return;
    this.#seen = scope;
    if (scope !== this.#scope) void this.ask();
  }

  async #ask(refused: boolean): Promise<boolean> {
    try {
      const answer = await this.#parts.requests.send(SESSION_ROUTE, { cache: "no-store" }, undefined, async response => {
        const ours = response.ok && response.headers.has(PROTOCOL);
        return ours ? ((await response.json()) as Partial<SessionAnswer>) : undefined;
      });
      if (typeof answer?.scope !== "string" || (answer.state !== "valid" && answer.state !== "anonymous")) return false;
      this.#take(answer as SessionAnswer, refused);
      return true;
    } catch {
      return false;
    }
  }

  #take({ state, scope, name }: SessionAnswer, refused: boolean): void {
    this.#seen = scope;
    this.#session = { state, scope, name: name ?? null };
    // An application without sign-in has one anonymous scope, and its operations are sent like any other's. After a user's
    // session ended, that user's operations stay in sight and wait.
    if (state === "valid" || this.#scope === undefined) this.#enter(scope);
    if (state === "anonymous" && (refused || scope !== this.#scope)) return this.#pause(state);
    this.#paused = false;
    this.#parts.engine.sessionChanged(state);
  }

  #pause(state: Status["session"]): void {
    this.#paused = true;
    this.#parts.engine.sessionChanged(state);
  }

  #enter(scope: string | undefined): void {
    if (scope === this.#scope) return;
    this.#scope = scope;
    this.#parts.engine.scopeChanged(scope);
  }
}
