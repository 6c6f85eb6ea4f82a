import { SECRET } from "../deployments/fields.js";
import type { Field } from "../deployments/typing.js";
import type { Observable } from "../status/observable.js";
import type { DraftHandle, DraftOptions, DraftStatus, DraftValues, DraftVersion, Json } from "../types.js";
import type { Device } from "./device.js";
import type { Tools } from "./forms.js";
import type { Notice } from "./notice.js";
import { consume, type DraftRow, isSame, isTaking, isUnsaved, liveOf, referenceOf, type Taking, valuesOf, versionOf } from "./row.js";
import { createServer, type ServerDraft } from "./server.js";
import type { Source } from "./source.js";

/** What is typed into one form. */
export interface Draft extends Omit<DraftHandle, "status"> {
  readonly key: string;
  readonly source: Source;
  readonly status: Observable<DraftStatus>;
  /** Somebody typed here. */
  typed(field: Field): void;
  /** The page has changed: a field may be there now. */
  place(): void;
  /** Keeps it at once. `hidden`: the page may be gone the next moment. */
  save(hidden?: boolean): Promise<void>;
  /** Somebody else may be signed in now, or the network be back. */
  awake(): void;
  settled(taking: Taking, done: boolean): void;
  /** A command has what is typed here, and has not been settled. */
  isSealed(): boolean;
  owns(rowKey: string): boolean;
  /** Another tab goes on from this row as it was at that count, and saves it from now on. */
  handed(rowKey: string, n: number): void;
}

const LOCAL_MS = 200;
const REST_MS = 1_000;
const LARGEST = 262_144;
const DISCARD = { method: "DELETE" };

export function createDraft(tools: Tools, device: Device, notice: Notice, source: Source, key: string, { version: form = null, exclude = [] }: Omit<DraftOptions, "version"> & { version?: string | null }, status: Observable<DraftStatus>): Draft {
  const { environment, engine, mirror, session } = tools.parts;
  const by = Array.from(environment.randomBytes(9), byte => byte.toString(36)).join("");
  const blank = (scope = ""): DraftRow => ({ key: `${key} ${by} ${scope}`, draft: key, by, scope, form, at: 0, base: 0, n: 0, saved: 0, values: new Map() });

  let owner: string | undefined;
  let row = blank();
  /** Set in code, and not taken yet. */
  let given = new Map<string, Json>();
  /** What has no field yet. */
  let unplaced = new Set<string>();
  const typed = new Set<string>();
  /** The row of a former page that this one goes on from, until that is stored; and who typed it. */
  let adopted: DraftRow | undefined;
  let former: string | undefined;
  /** Other versions: on the server, and of other tabs on this device. */
  let rivals: readonly DraftVersion[] = [];
  let strays: readonly DraftVersion[] = [];
  /** The revision of the server that the person decides about. */
  let top = 0;
  /** Left on the server beside the draft, and settled. */
  const leftovers = new Set<string>();
  /** The server has said what it has. */
  let asked = false;
  /** What is on the device has been read. */
  let loaded = false;
  /** Not to be sent as it is: refused, or beside another version already. */
  let tried = -1;
  let problem: string | null = null;
  let restored = false;
  let busy = false;
  let stopped = false;
  let keeping: unknown;
  let resting: unknown;

  const show = () => {
    const { at } = row;
    const state = rivals.length + strays.length ? "conflict" : !liveOf(row).length ? "idle" : restored && !typed.size ? "restored" : isUnsaved(row) || !row.base ? "local" : "saved";
    status.set({ state, at: at || null, restored, problem });
    notice.show(source.root as ParentNode, status.get());
  };
  const say = () => {
    show();
    notice.say(status.get());
  };
  const put = async () => {
    const instead = adopted;
    adopted = undefined;
    if (!row.values.size && !row.gone) await device.drop(instead ? [row, instead] : [row]);
    else if (await device.put(row, instead)) problem = problem === "storage-blocked" ? null : problem;
    else problem = "storage-blocked";
    show();
    end();
  };
  /** No answer counts to a form that is gone: a command may have taken what it is about. But what it took is deleted first. */
  const end = () => {
    if (!stopped || (row.gone && !row.values.size)) return;
    owner = undefined;
    remote.stop();
  };
  /** Takes what was typed into the row. */
  const collect = () => {
    const values = new Map(row.values);
    let { n } = row;
    for (const [name, value] of [...source.take(), ...given]) {
      if (SECRET.test(name) || exclude.includes(name)) continue;
      unplaced.delete(name);
      typed.add(name);
      const known = values.get(name);
      if (!known || !isSame(known[0], value) || known[1] <= (row.sealed?.n ?? -1)) values.set(name, [value, ++n]);
    }
    given = new Map();
    if (n === row.n) return false;
    row = { ...row, values, n, at: environment.now() };
    return true;
  };
  const keep = async () => {
    environment.clearTimeout(keeping);
    keeping = undefined;
    if (owner !== undefined && collect()) await put();
  };
  const place = () => {
    let placed = false;
    for (const name of unplaced) {
      const entry = row.values.get(name);
      const done = !entry || source.put(name, entry[0]);
      if (done === undefined) continue;
      unplaced.delete(name);
      placed ||= !!entry && done;
    }
    if (!placed) return;
    restored = true;
    say();
  };

  /** Whether somebody else has put another value where this person has typed. */
  const clashes = (theirs: DraftValues) => {
    // What a command has is no draft at this moment, but may be one again.
    return isUnsaved(row) && Object.entries(theirs).some(([name, value]) => (row.values.get(name)?.[1] ?? 0) > 0 && !isSame(row.values.get(name)![0], value));
  };
  /** Whether the server has what was sent from here. A former page may be there yet, and have typed on: of that only what is known counts. */
  const isOwn = (current: ServerDraft) => row.sent && ((current.by === by && row.sent[0] === by) || JSON.stringify(current.values) === row.sent[1]);
  /** What the server has, and what is here. */
  const meet = (current: ServerDraft) => {
    const { rev, values, others = [] } = current;
    const mine = rev === row.base + 1 && isOwn(current);
    const isTheirs = !mine && rev !== row.base;
    if (isTheirs && (current.form !== form || clashes(values))) {
      top = rev;
      rivals = [current, ...others].filter(one => one.by !== by);
      say();
      return false;
    }
    const unsaved = isUnsaved(row);
    // Both: where nobody has typed here, theirs.
    const both = new Map(Object.entries(values).map(([name, value]) => [name, [value, 0] as readonly [Json, number]]));
    for (const [name, entry] of row.values) if (!isTheirs || (unsaved && entry[1] > 0)) both.set(name, entry);
    // What is there already is not saved once more: a command may name that revision.
    const isThere = [...both].every(([name, [value]]) => isSame(values[name], value));
    row = { ...row, base: rev, saved: mine ? -1 : unsaved && !isThere ? row.saved : row.n, sent: undefined, values: both, at: row.at || current.at };
    unplaced = new Set([...both.keys()].filter(name => !typed.has(name)));
    // What is the same here is a conflict no more.
    rivals = others.filter(one => Object.entries(one.values).some(([name, value]) => !isSame(both.get(name)?.[0], value)) || (leftovers.add(one.by), false));
    if (rivals.length) top = rev;
    place();
    return true;
  };
  const remote = createServer(tools, key, () => owner, () => void save());

  const ask = async () => {
    const answer = await remote.call();
    // A command is on its way: it may change what the server has just said, which is asked again behind it.
    if (!answer || row.sealed) return !!answer;
    const told = answer.data as ServerDraft;
    const { rev } = told;
    const isThere = answer.status === 200;
    const { base, gone, sent, values } = row;
    // What was sent and has not come yet is refused when it comes.
    if (!isThere && gone && sent?.[0] && rev === base && !(await remote.call(DISCARD, base + 1, `?by=${sent[0]}`))) return false;
    asked = true;
    const goes = isThere && gone && (rev === base || isOwn(told));
    row = { ...row, gone: goes };
    if (goes || (!isThere && rev < base)) row = { ...row, base: rev, saved: -1 };
    else if (isThere) meet(told);
    else {
      row = consume(row, { rev });
      // It was taken while nobody looked: what has been put back is no draft any more.
      if (row.values.size < values.size) {
        source.undo(typed);
        restored = false;
      }
    }
    await put();
    return true;
  };
  const send = async (hidden?: boolean) => {
    const { n } = row;
    const values = valuesOf(row);
    const body = JSON.stringify({ by, form, values });
    // Not even sent. What has more bytes than characters the server may refuse by itself.
    if (body.length > LARGEST) {
      tried = n;
      problem = "draft-too-large";
      show();
      return false;
    }
    row = { ...row, sent: [by, JSON.stringify(values)] };
    void put();
    const answer = await remote.call({ method: "PUT", body, keepalive: !!hidden && body.length < 60_000 }, row.base);
    if (!answer) return false;
    const { data, status } = answer as { status: number; data: { rev: number; current?: ServerDraft } };
    if (status === 200) {
      problem = null;
      row = { ...row, base: data.rev, saved: n };
    } else if (status === 410) {
      // A command has taken this revision; it may be somebody else's that is there now.
      if (row.sealed || (rivals.length && data.rev >= top)) tried = n;
      // What is in conflict already can be kept beside the other one.
      else if (rivals.length) row = { ...row, base: Math.max(row.base, data.rev) };
      asked = !!rivals.length;
      await put();
      return true;
    } else if (status === 412) {
      // It is kept beside the other one, as what a former page of this tab has left there.
      for (const left of [by, former]) if (left) leftovers.add(left);
      if (!data.current) asked = false;
      else if (!meet(data.current)) tried = n;
    } else {
      tried = n;
      problem = answer.problem!.error;
    }
    row = { ...row, sent: undefined };
    await put();
    return true;
  };
  const remove = async () => {
    const answer = await remote.call(DISCARD, row.base);
    if (!answer) return false;
    // Somebody has gone on from it: who that is, the draft itself says.
    asked = answer.status !== 412;
    if (asked) row = { ...row, gone: undefined, saved: -1, sent: undefined };
    await put();
    return true;
  };
  /** True, or an answer: there may be more to do. */
  const step = (hidden?: boolean) => {
    if (!asked && !row.sealed) return ask();
    if (row.gone) return remove();
    // The next revision may be one that a command names already, or somebody else's: what is newer waits for it.
    if (isUnsaved(row) && row.n > tried && !(row.sealed && (row.sealed.sent || row.base < row.sealed.rev))) return send(hidden);
    const [left] = rivals.length || !row.base ? [] : leftovers;
    if (left === undefined) return false;
    leftovers.delete(left);
    return remote.call(DISCARD, undefined, `?by=${left}`);
  };
  const save = async (hidden?: boolean) => {
    const kept = keep();
    // There may be no time to wait.
    if (!hidden) await kept;
    if (busy || !loaded) return;
    busy = true;
    try {
      while (remote.isReady() && (await step(hidden)));
    } finally {
      busy = false;
    }
  };

  const enter = async () => {
    const scope = session.scope();
    if (scope === owner) return;
    if (owner !== undefined) {
      // What was typed belongs to who was here then.
      await keep();
      source.forget();
      typed.clear();
    }
    owner = scope;
    row = blank(scope);
    rivals = strays = [];
    asked = loaded = restored = false;
    adopted = former = undefined;
    problem = null;
    tried = -1;
    show();
    if (scope === undefined) return;
    await engine.ready();
    const stored = await device.rows(key, scope);
    if (owner !== scope) return;
    collect();
    const pending = new Set([...mirror.rows.values()].filter(({ parked }) => !parked).map(({ draft }) => draft));
    // Refused, or dropped: what is in no command any more is a draft again.
    const rows = stored.map(row => (row.sealed && !pending.has(referenceOf(key, row.sealed)) ? { ...row, sealed: undefined } : row)).filter(({ by: other }) => other !== by);
    const [latest] = rows.filter(row => row.form === form).sort((one, other) => other.at - one.at);
    // The server has them.
    void device.drop(rows.filter(row => row !== latest && !row.sealed && !row.gone && !isUnsaved(row)));
    if (latest && !clashes(valuesOf(latest))) {
      adopted = stored.find(({ key }) => key === latest.key);
      former = latest.by;
      const values = new Map(latest.values);
      for (const [name, [value, n]] of row.values) values.set(name, [value, latest.n + n]);
      row = { ...latest, key: row.key, by, n: latest.n + row.n, values, at: row.at || latest.at };
      unplaced = new Set(liveOf(row).map(([name]) => name).filter(name => !typed.has(name)));
      place();
    }
    strays = rows.filter(row => row.by !== former && isUnsaved(row)).map(versionOf);
    loaded = true;
    if (typed.size) await put();
    show();
    await save();
  };

  const draft: Draft = {
    key,
    source,
    status,
    place,
    save,
    typed(field) {
      if (source.typed(field)) later();
    },
    awake: () => void enter().then(() => save()),
    isSealed: () => !!row.sealed,
    owns: rowKey => rowKey === row.key || rowKey === adopted?.key,
    handed(rowKey, n) {
      if (rowKey === row.key) row = { ...row, saved: Math.max(row.saved, n) };
    },
    settled(taking, done) {
      const own = isTaking(row, taking);
      if (done) {
        collect();
        const before = row;
        row = consume(before, taking);
        // Where nobody has typed since, somebody else's text may be shown.
        const taken = [...before.values.keys()].filter(name => !row.values.has(name));
        for (const name of taken) typed.delete(name);
        source.forget(taken);
        asked &&= !row.gone;
      } else if (own) row = { ...row, sealed: undefined };
      tried = -1;
      void put().then(() => save());
    },
    async set(values) {
      for (const [name, value] of Object.entries(values)) given.set(name, value);
      later();
    },
    flush: () => save(),
    async discard() {
      const stored = await device.rows(key, owner);
      collect();
      row = { ...row, values: new Map(), sealed: undefined, gone: row.base > 0 || !!row.sent, saved: row.n };
      rivals = strays = [];
      restored = false;
      unplaced.clear();
      source.forget();
      typed.clear();
      await device.drop(stored);
      await put();
      await save();
    },
    async undo() {
      collect();
      const values = new Map(row.values);
      for (const name of [...source.undo(typed), ...unplaced]) values.delete(name);
      unplaced.clear();
      restored = false;
      row = { ...row, values };
      show();
    },
    async others() {
      const stored = await device.rows(key, owner);
      const local = stored.filter(row => row.by !== by && row.by !== former && isUnsaved(row)).map(versionOf);
      // What has not been sent is the newer one.
      return [...rivals.filter(rival => !local.some(one => one.by === rival.by)), ...local];
    },
    async use(chosen) {
      const versions = await draft.others();
      collect();
      const values = new Map(row.values);
      let { n } = row;
      for (const [name, value] of Object.entries(versions.find(({ by }) => by === chosen)?.values ?? {})) {
        if (SECRET.test(name)) continue;
        values.set(name, [value, ++n]);
        source.put(name, value, true);
      }
      for (const { by } of [...versions, row]) leftovers.add(by);
      await device.drop((await device.rows(key, owner)).filter(row => row.by !== by));
      row = { ...row, values, n: n + 1, saved: -1, base: Math.max(top, row.base), at: environment.now() };
      rivals = strays = [];
      await put();
      await save();
    },
    reference() {
      collect();
      if (!row.values.size && !row.base) return undefined;
      const of = row.sent?.[0] === by ? by : undefined;
      const taking = { rev: row.base + (of ? 1 : 0), of };
      // What was sent and no answer has told of, here or of a former page, may come to the server yet under a revision that the command does not name.
      const sent = row.sent ?? (asked ? undefined : ([former, JSON.stringify(valuesOf(row))] as const));
      row = { ...row, sealed: { ...taking, sent, n: row.n } };
      void put();
      return referenceOf(key, taking);
    },
    async stop() {
      await keep();
      environment.clearTimeout(resting);
      source.forget();
      stopped = true;
      end();
    },
  };
  const later = () => {
    keeping ??= environment.setTimeout(() => void keep(), LOCAL_MS);
    environment.clearTimeout(resting);
    resting = environment.setTimeout(() => void save(), REST_MS);
  };
  void engine.restored.then(enter);
  return draft;
}
