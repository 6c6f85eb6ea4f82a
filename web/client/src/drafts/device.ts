import type { Tools } from "./forms.js";
import { consume, type DraftRow, type Taking } from "./row.js";

/** The drafts on this device, in a database of their own, which no clearing touches. Where storage is blocked they are in memory. */
export interface Device {
  /** Those of one key and scope; of no scope, none. */
  rows(draft: string, scope: string | undefined): Promise<DraftRow[]>;
  /** False: in memory only. `instead`: the row that this one goes on from; it goes if it is as it was, and the tab that wrote it is told. */
  put(row: DraftRow, instead?: DraftRow): Promise<boolean>;
  /** A command has taken what it names. In one step, since another tab may be writing its row. */
  consume(draft: string, scope: string, taking: Taking, isOwn: (key: string) => boolean): Promise<void>;
  drop(rows: readonly DraftRow[]): Promise<void>;
  close(): Promise<void>;
}

const LONGEST_MS = 30 * 24 * 3_600_000;

/** `handed`: another tab goes on from this row, as it was at that count. */
export function createDevice({ answered, createDatabase, parts: { environment, options } }: Tools, handed: (key: string, n: number) => void): Device {
  const name = `${options.name ?? "evenkeel"}-drafts`;
  // The same stores as the outbox's database has, and so the same code: "kept" is by key, with an index by age.
  const database = createDatabase(name, environment.indexedDB);
  const channel = environment.channel(name);
  if (channel) channel.onmessage = ({ data }) => handed(...(data as [string, number]));
  const memory = new Map<string, DraftRow>();
  const run = <T>(work: (rows: IDBObjectStore) => T | Promise<T>) => database.run(["kept"], "readwrite", stores => work(stores("kept")));

  const all = (rows: IDBObjectStore, draft: string) => answered<DraftRow[]>(rows.getAll(IDBKeyRange.bound(`${draft} `, `${draft}!`)));

  run(async rows => {
    for (const key of await answered(rows.index("at").getAllKeys(IDBKeyRange.upperBound(environment.now() - LONGEST_MS)))) rows.delete(key);
  }).catch(() => {});
  return {
    async rows(draft, scope) {
      const stored = await run(rows => all(rows, draft)).catch(() => []);
      return [...stored, ...memory.values()].filter(row => row.draft === draft && row.scope === scope);
    },
    put: (row, instead) =>
      run(async rows => {
        rows.put(row);
        if (!instead || instead.key === row.key) return;
        const stored = await answered<DraftRow | undefined>(rows.get(instead.key));
        if (stored?.n === instead.n && stored.at === instead.at) rows.delete(instead.key);
      }).then(
        () => {
          // Not before it is stored.
          if (instead) channel?.postMessage([instead.key, instead.n]);
          return true;
        },
        () => {
          memory.set(row.key, row);
          return false;
        },
      ),
    consume: (draft, scope, taking, isOwn) =>
      run(async rows => {
        for (const row of await all(rows, draft)) {
          if (row.scope !== scope || isOwn(row.key)) continue;
          const left = consume(row, taking);
          if (left.values.size || left.gone) rows.put(left);
          else rows.delete(row.key);
        }
      }).catch(() => {}),
    async drop(rows) {
      for (const { key } of rows) memory.delete(key);
      await run(stored => rows.forEach(({ key }) => stored.delete(key))).catch(() => {});
    },
    close() {
      channel?.close();
      return database.close();
    },
  };
}
