import { createHash } from "node:crypto";
import { DraftServer } from "./draft-server.js";
import type { FakeClock } from "./fake-clock.js";

export interface Applied {
  id: string;
  method: string;
  target: string;
  body: string;
  user: string;
}

interface Stored {
  fingerprint: string;
  status: number;
  body: unknown;
  state: "done" | "void";
}

export interface Handled {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

interface Deployed {
  build: string;
  epoch: number;
  page: string | null;
}

const problem = (status: number, code: string, more: object = {}): Handled => ({
  status,
  body: { type: `urn:evenkeel:problem:${code}`, title: code, status, detail: code, error: code, ...more },
});

/** A server that keeps the protocol, in memory, with faults to order. */
export class FakeServer {
  /** What took effect, in commit order. */
  readonly applied: Applied[] = [];
  readonly requests: { method: string; target: string; headers: Headers; body: string }[] = [];
  readonly ledger = new Map<string, Stored>();
  /** The session's user; null when nobody is signed in. */
  user: string | null = "anna";
  /** How long a session lasts without activity; 0: for ever. */
  lifetimeMs = 0;
  expires: number | null = null;
  ends: number | null = null;
  /** Answers a command; undefined means 201 with the body sent. */
  handle: (call: { method: string; target: string; body: string; id: string }) => Handled | undefined = () => undefined;
  reads: (target: string, headers: Headers) => Handled = () => ({ status: 200, body: [] });
  /** Called before anything: throw for a lost connection, return a Response for a proxy's own answer. */
  fault: (request: { method: string; target: string; body: string }) => Response | void = () => {};
  /** Called after the work: throw to lose the answer; return a number to cut a flush after so many lines. */
  lose: (request: { method: string; target: string }) => number | void = () => {};
  /** Holds requests back, each until its promise is fulfilled: then it arrives, also if its page is gone. */
  way: (request: { method: string; target: string; body: string }) => Promise<void> | void = () => {};
  /** Holds answers back until it resolves. */
  gate: (request: { method: string; target: string }) => Promise<void> | void = () => {};
  clockAhead = 0;
  /** What is live; null: a server that knows nothing of deployments. */
  current: Deployed | null = null;
  /** Of the instance that answers; else the current one. */
  build: string | undefined;
  /** The contract ids that each action still takes; absent: any. */
  contracts: Record<string, string[]> = {};
  /** These are known to another instance only. */
  elsewhere: (contract: string | null, target: string) => boolean = () => false;
  assets = "available";
  /** Instances with other pages than the current ones are still there. */
  rolling = false;
  streams = true;
  readonly listening = new Map<ReadableStreamDefaultController<Uint8Array>, readonly string[]>();
  readonly recoveries: { kind: string; from: string; to: string; ms: number }[] = [];
  /** Answers what is no route of the server: pages, manifests. */
  pages: (target: string) => Response = () => new Response("<html>", { headers: { "Content-Type": "text/html" } });
  /** Null: a server that keeps none. */
  drafts: DraftServer | null = new DraftServer();
  readonly #clock: FakeClock;

  constructor(clock: FakeClock) {
    this.#clock = clock;
    this.drafts!.now = () => clock.now;
  }

  offline = false;

  fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const target = String(input);
    const method = init.method ?? "GET";
    const body = typeof init.body === "string" ? init.body : "";
    const headers = new Headers(init.headers);
    this.requests.push({ method, target, headers, body });
    const aborted = () => {
      if (init.signal?.aborted) throw new DOMException("aborted", "AbortError");
    };
    await new Promise(resolve => setImmediate(resolve));
    await this.way({ method, target, body });
    aborted();
    if (this.offline) throw new TypeError("Failed to fetch");
    const faulty = this.fault({ method, target, body });
    if (Math.min(this.expires ?? Infinity, this.ends ?? Infinity) <= this.#time) this.user = null;
    if (faulty) return faulty;
    const response = !target.startsWith("/") ? this.pages(target) : this.#answer(method, target, headers, body, init.signal);
    const gate = this.gate({ method, target });
    if (gate) {
      await Promise.race([gate, new Promise((_, reject) => init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))))]);
    }
    aborted();
    return response;
  };

  /** Makes a build live, and tells those who listen. */
  activate(current: Deployed): void {
    this.current = current;
    const event = new TextEncoder().encode(`: heartbeat\n\nevent: deployment\nid: ${current.epoch}\ndata: ${JSON.stringify(current)}\n\n`);
    for (const stream of this.listening.keys()) stream.enqueue(event);
  }

  /** Tells those who listen for one of these tags. */
  push(tags: readonly string[], seen: string): void {
    for (const [stream, reads] of this.listening) {
      const told = tags.filter(tag => tag === "*" || reads.includes(tag));
      if (told.length) stream.enqueue(new TextEncoder().encode(`event: changes\ndata: ${JSON.stringify({ tags: told, seen })}\n\n`));
    }
  }

  get #time(): number {
    return this.#clock.now + this.clockAhead;
  }

  /** Signs in, for so long. */
  signIn(user: string, lifetimeMs = 0, ends: number | null = null): void {
    this.user = user;
    this.lifetimeMs = lifetimeMs;
    this.expires = lifetimeMs ? this.#time + lifetimeMs : null;
    this.ends = ends;
  }

  get scope(): string {
    return createHash("sha256").update(`\0${this.user ?? ""}`).digest("base64url").slice(0, 22);
  }

  #respond({ status, body, headers = {} }: Handled, type?: string): Response {
    const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    const contentType = type ?? (status >= 400 ? "application/problem+json" : "application/json");
    return new Response(status === 204 ? null : text, {
      status,
      headers: {
        "Evenkeel-Protocol": "1",
        "Evenkeel-Scope": this.scope,
        "Evenkeel-Time": String(this.#clock.now + this.clockAhead),
        ...this.#deployment,
        ...(text !== null && { "Content-Type": contentType }),
        ...headers,
      },
    });
  }

  get #deployment(): Record<string, string> {
    if (!this.current) return {};
    const { build, epoch, page } = this.current;
    const own = this.build ?? build;
    return { "Evenkeel-Deployment": `${own}; epoch=${epoch}${own === build ? "" : `; current=${build}`}${page === null ? "" : `; page=${page}`}` };
  }

  #events(reads: readonly string[], signal?: AbortSignal | null): Response {
    let own: ReadableStreamDefaultController<Uint8Array>;
    const end = () => this.listening.delete(own);
    const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      this.listening.set((own = controller), reads);
      signal?.addEventListener("abort", () => end() && controller.error(new DOMException("aborted", "AbortError")));
    };
    return new Response(new ReadableStream({ start, cancel: () => void end() }), { headers: { "Content-Type": "text/event-stream", ...this.#deployment } });
  }

  #takes(action: string, contract: string | null | undefined): boolean {
    return !contract || !this.contracts[action] || this.contracts[action].includes(contract);
  }

  #answer(method: string, target: string, headers: Headers, body: string, signal?: AbortSignal | null): Response {
    if (this.current && target === "/_evenkeel/version") {
      const asked = method === "POST" ? (JSON.parse(body) as { contracts: Record<string, string> }).contracts : undefined;
      const changed = Object.entries(asked ?? {}).filter(([action, id]) => !this.#takes(action, id)).map(([action]) => action);
      return this.#respond({ status: 200, body: { build: this.build ?? this.current.build, current: this.current, page: "unknown", assets: this.assets, rolling: this.rolling, compatible: asked ? !changed.length : null, changed } });
    }
    if (this.current && target === "/_evenkeel/events") return this.streams ? this.#events(method === "POST" ? (JSON.parse(body) as { reads: string[] }).reads : [], signal) : this.#respond(problem(503, "too-many-streams"));
    if (target === "/_evenkeel/recoveries") {
      this.recoveries.push(...(JSON.parse(body) as { recoveries: FakeServer["recoveries"] }).recoveries);
      return this.#respond({ status: 204 });
    }
    if (target === "/_evenkeel/session") {
      if (method === "POST" && this.user && this.lifetimeMs) this.expires = this.#time + this.lifetimeMs;
      return this.#respond({ status: 200, body: { state: this.user ? "valid" : "anonymous", scope: this.scope, name: this.user, time: this.#clock.now, expires: this.user && this.expires, ends: this.user && this.ends } });
    }
    const asked = headers.get("Evenkeel-Scope");
    if (target.startsWith("/_evenkeel/drafts/")) {
      if (asked !== this.scope) return this.#respond(problem(409, "scope-mismatch"));
      const response = this.#respond(this.drafts ? this.drafts.answer(this.user, method, target, headers, body) : problem(404, "action-unknown"));
      this.lose({ method, target });
      return response;
    }
    if (target === "/_evenkeel/outbox") {
      if (this.user === null) return this.#respond(problem(401, "unauthenticated"));
      if (asked !== null && asked !== this.scope) return this.#respond(problem(409, "scope-mismatch"));
      return this.#flush(target, body);
    }
    if (method === "GET") {
      if (this.user === null) return this.#respond(problem(401, "unauthenticated"));
      if (!this.#takes(`GET ${target}`, headers.get("Evenkeel-Contract"))) return this.#respond(problem(409, "contract-mismatch"));
      return this.#respond(this.reads(target, headers));
    }
    const voided = /^\/_evenkeel\/operations\/([^/]+)\/void$/.exec(target)?.[1];
    const handled = voided !== undefined ? this.#void(voided) : this.#operation(headers.get("Idempotency-Key") ?? "", method, target, body, asked, headers.get("Evenkeel-Contract"), headers.get("Evenkeel-Draft"));
    const response = this.#respond(handled);
    this.lose({ method, target });
    return response;
  }

  #void(id: string): Handled {
    const known = this.ledger.get(`${this.user}/${id}`);
    if (known?.state === "done") return problem(409, "already-applied", { appliedStatus: known.status });
    this.ledger.set(`${this.user}/${id}`, { fingerprint: "", status: 410, body: undefined, state: "void" });
    return { status: 200, body: { state: "void" } };
  }

  #operation(id: string, method: string, target: string, body: string, asked: string | null, contract: string | null = null, draft: string | null = null): Handled {
    if (this.user === null) return problem(401, "unauthenticated");
    if (asked !== null && asked !== this.scope) return problem(409, "scope-mismatch");
    const fingerprint = createHash("sha256").update(`${method} ${target}\n${body}`).digest("hex");
    const key = `${this.user}/${id}`;
    const known = this.ledger.get(key);
    if (known?.state === "void") return problem(410, "operation-void");
    if (known) {
      if (known.fingerprint !== fingerprint) return problem(422, "operation-id-reused");
      return { status: known.status, body: known.body, headers: { "Evenkeel-Replayed": "true" } };
    }
    if (this.elsewhere(contract, target)) return { ...problem(503, "contract-elsewhere"), headers: { "Retry-After": "1" } };
    if (!this.#takes(`${method} ${target}`, contract)) return problem(409, "contract-mismatch", { contract: "ffffffffffffffff" });
    const handled = this.handle({ method, target, body, id }) ?? { status: 201, body: body ? (JSON.parse(body) as unknown) : undefined };
    if (handled.status < 400) {
      if (draft) this.drafts?.consume(this.user, draft);
      this.applied.push({ id, method, target, body, user: this.user });
      this.ledger.set(key, { fingerprint, status: handled.status, body: handled.body, state: "done" });
    }
    return handled;
  }

  #flush(target: string, body: string): Response {
    const lines: string[] = [];
    const held = new Set<string>();
    for (const raw of body.split("\n").filter(Boolean)) {
      const line = JSON.parse(raw) as { id: string; void?: string; method: string; path: string; lane?: string; text?: string; contract?: string; draft?: string };
      if (line.void !== undefined) {
        const { status, body } = this.#void(line.void);
        lines.push(JSON.stringify({ void: line.void, status, body }));
        continue;
      }
      const text = line.text ?? (raw.includes('"body":') ? raw.slice(raw.indexOf('"body":') + 7, -1) : "");
      const handled = line.lane !== undefined && held.has(line.lane) ? problem(424, "lane-held") : this.#operation(line.id, line.method, line.path, text, null, line.contract, line.draft);
      if (handled.status >= 400 && line.lane !== undefined) held.add(line.lane);
      const { "Evenkeel-Replayed": replayed, "Retry-After": retryAfter, "Evenkeel-Seen": seen, "Evenkeel-Changed": changed } = handled.headers ?? {};
      lines.push(JSON.stringify({ id: line.id, status: handled.status, ...(replayed && { replayed: true }), ...(retryAfter && { retryAfter: 1 }), seen, changed: changed?.split(","), body: handled.body }));
    }
    const cut = this.lose({ method: "POST", target });
    const shown = cut === undefined ? [...lines, JSON.stringify({ end: lines.length })] : lines.slice(0, cut as number);
    const bytes = new TextEncoder().encode(shown.map(line => `${line}\n`).join(""));
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 16_384) controller.enqueue(bytes.subarray(at, at + 16_384));
        if (cut === undefined) controller.close();
        else controller.error(new TypeError("terminated"));
      },
    });
    return new Response(stream, {
      status: 200,
      headers: { "Content-Type": "application/x-ndjson", "Evenkeel-Protocol": "1", "Evenkeel-Scope": this.scope, "Evenkeel-Time": String(this.#clock.now) },
    });
  }
}
