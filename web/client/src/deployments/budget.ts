import type { Tools } from "./update.js";

interface Reload {
  readonly tab: string;
  readonly from: string;
  readonly to: string;
  readonly at: number;
}

const RELOADS = "reloads";
const TAB = "evenkeel:tab";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MOST_OF_TAB = 10;
const MOST_OF_BROWSER = 100;

/**
 * Whether this tab may reload itself to get from one build to another, and notes it: once in 24 h for each pair, so that no
 * flapping deployment can make it a loop. Not more than so many in all either, for a server that names another build each
 * time; and after three in a row without a healthy minute between, none for an hour.
 */
export async function spend({ answered, parts: { database, environment } }: Tools, storage: Storage, from: string, to: string): Promise<boolean> {
  const now = environment.now();
  const tab = storage.getItem(TAB) ?? environment.randomBytes(8).join("");
  storage.setItem(TAB, tab);
  const add = (reloads: readonly Reload[] = []) => {
    const recent = reloads.filter(({ at }) => now - at < 24 * HOUR_MS);
    const own = recent.filter(reload => reload.tab === tab);
    const [first, second, third] = own.slice(-3);
    const breaks = third && now - third.at < HOUR_MS && third.at - second!.at < MINUTE_MS && second!.at - first!.at < MINUTE_MS;
    const spent = breaks || recent.length >= MOST_OF_BROWSER || own.length >= MOST_OF_TAB || own.some(reload => reload.from === from && reload.to === to);
    return spent ? undefined : [...recent, { tab, from, to, at: now }];
  };
  try {
    const change = async (stores: (name: "meta") => IDBObjectStore) => {
      const next = add(await answered<Reload[] | undefined>(stores("meta").get(RELOADS)));
      if (next) stores("meta").put(next, RELOADS);
      return !!next;
    };
    return await database.run(["meta"], "readwrite", change, "strict");
  } catch {
    // A browser that blocks one storage need not block the other.
    const next = add(JSON.parse(storage.getItem(RELOADS) ?? "[]") as Reload[]);
    if (next) storage.setItem(RELOADS, JSON.stringify(next));
    return !!next;
  }
}
