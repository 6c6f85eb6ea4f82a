import type { Handled } from "./fake-server.js";

interface Version {
  by: string;
  at: number;
  form: string | null;
  values: Record<string, unknown>;
}
interface Kept {
  rev: number;
  consumed: number;
  current: Version | null;
  others: Version[];
}

const problem = (status: number, code: string, more: object = {}): Handled => ({ status, body: { type: `urn:evenkeel:problem:${code}`, title: code, status, detail: code, error: code, ...more } });

/** Drafts as the protocol has them, in memory. */
export class DraftServer {
  readonly kept = new Map<string, Kept>();
  /** Bodies of all saves. */
  readonly saves: string[] = [];
  now: () => number = () => 0;

  of(user: string, key: string): Kept {
    const name = `${user} ${key}`;
    const kept = this.kept.get(name) ?? { rev: 0, consumed: 0, current: null, others: [] };
    this.kept.set(name, kept);
    return kept;
  }

  /** A command that names a draft took effect. */
  consume(user: string, reference: string): void {
    const [, key, digits, of] = /^([\w.~:@-]{1,200});(\d+)(?:;([\w.~:@-]{1,32}))?$/.exec(reference) ?? [];
    if (key === undefined) throw new Error(`draft-malformed: ${reference}`);
    const kept = this.of(user, key);
    const rev = Number(digits);
    kept.others = kept.others.filter(one => one.by !== of);
    if (kept.rev < rev || (kept.rev === rev && (!of || kept.current?.by === of))) Object.assign(kept, { current: null, others: [] });
    Object.assign(kept, { rev: Math.max(kept.rev, rev), consumed: Math.max(kept.consumed, rev) });
  }

  answer(user: string | null, method: string, target: string, headers: Headers, body: string): Handled {
    const url = new URL(target, "http://localhost");
    const key = url.pathname.slice("/_evenkeel/drafts/".length);
    if (user === null) return problem(401, "unauthenticated");
    if (!/^[\w.~:@-]{1,200}$/.test(key)) return problem(400, "draft-key-malformed");
    const kept = this.of(user, key);
    const view = () => ({ key, rev: kept.rev, ...kept.current!, others: kept.others });
    if (method === "GET") return kept.current ? { status: 200, body: view() } : problem(404, "not-found", { rev: kept.rev });
    const by = url.searchParams.get("by");
    if (method === "DELETE" && by !== null && !headers.has("If-Match")) {
      kept.others = kept.others.filter(one => one.by !== by);
      return { status: 204 };
    }
    const base = Number(/^"(\d+)"$/.exec(headers.get("If-Match") ?? "")?.[1] ?? NaN);
    if (Number.isNaN(base)) return problem(400, "draft-revision-malformed");
    if (method === "DELETE") {
      if (kept.current && (kept.rev > base || (kept.rev === base && by && by !== kept.current.by))) return problem(412, "draft-conflict", { current: view() });
      this.consume(user, `${key};${base}${by ? `;${by}` : ""}`);
      return { status: 204 };
    }
    this.saves.push(body);
    if (new TextEncoder().encode(body).length > 262_144) return problem(413, "draft-too-large");
    const { form, values, by: typist } = JSON.parse(body) as Version;
    const version = { by: typist, at: this.now(), form, values };
    if (base === kept.rev - 1 && kept.current?.by === typist && JSON.stringify(kept.current.values) === JSON.stringify(values)) return { status: 200, body: { rev: kept.rev, at: kept.current.at } };
    if (base < kept.consumed) return problem(410, "draft-consumed", { rev: kept.consumed });
    if (base !== kept.rev) {
      kept.others = [...kept.others.filter(one => one.by !== typist), version];
      return problem(412, "draft-conflict", kept.current ? { current: view() } : {});
    }
    kept.rev++;
    kept.current = version;
    return { status: 200, body: { rev: kept.rev, at: version.at }, headers: { ETag: `"${kept.rev}"` } };
  }
}
