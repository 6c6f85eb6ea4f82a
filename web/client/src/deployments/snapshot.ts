import type { Environment } from "../environment.js";
import { isKept, type Value, valueOf, write } from "./fields.js";
import type { Field, Typing } from "./typing.js";

/** What an element loses in a reload, and how it is found again. */
interface Piece {
  readonly find: string;
  readonly nth: number;
  readonly value?: Value | undefined;
  readonly focus?: readonly [number | null, number | null] | undefined;
  readonly scroll?: readonly [left: number, top: number] | undefined;
}

/** What a person sees and has typed. It is kept in this tab only, from just before a reload until it is back. */
export interface Snapshot {
  take(): Piece[];
  /** Waits for what is not on the page yet, and goes on for a while with what comes later. */
  restore(pieces: readonly Piece[]): Promise<void>;
}

/** Nobody is kept waiting longer, but what comes later over a slow network is put in still. */
const WAIT_MS = 5_000;
const LONGEST_MS = 30_000;

export function createSnapshot(environment: Environment, window: Window & typeof globalThis, { fields, isChanged, isTouched }: Typing): Snapshot {
  const { document } = window;
  /** Of a restoration that is under way: another reload must not lose it. */
  let missing: readonly Piece[] = [];

  const all = (selector: string) => Array.from(document.querySelectorAll<Field>(selector));
  /** Names are written by people; many ids are counted by libraries, and differ in the next build. */
  const selectorOf = (element: Field) => {
    if (element === document.documentElement) return "html";
    const attribute = ["name", "data-keel-scroll", "aria-label", "id"].find(name => element.getAttribute(name));
    return attribute && element.localName + [attribute, ...(element.type === "radio" ? ["value"] : [])].map(name => `[${name}=${JSON.stringify(element.getAttribute(name))}]`).join("");
  };
  const pieceOf = (element: Field): Piece[] => {
    const find = selectorOf(element);
    const { scrollLeft, scrollTop } = element;
    const kept = element.matches(fields) && isKept(element);
    const value = kept && isChanged(element) ? valueOf(element) : undefined;
    const { selectionStart = null, selectionEnd = null } = kept ? (element as Partial<HTMLInputElement>) : {};
    const focus = element === document.activeElement ? ([selectionStart, selectionEnd] as const) : undefined;
    const scroll = scrollLeft || scrollTop ? ([scrollLeft, scrollTop] as const) : undefined;
    return find && (value !== undefined || focus || scroll) ? [{ find, nth: all(find).indexOf(element), value, focus, scroll }] : [];
  };
  /** What is still to be done. */
  const put = ({ find, nth, value, focus, scroll }: Piece): Piece[] => {
    const element = all(find)[nth];
    const later = (left: Partial<Piece>): Piece[] => [{ find, nth, ...left }];
    // What a person has typed meanwhile is newer.
    if (!element || (value !== undefined && !isTouched(element) && !write(element, value, window))) return later({ value, focus, scroll });
    if (focus) {
      element.focus({ preventScroll: true });
      try {
        if (focus[0] !== null) (element as HTMLInputElement).setSelectionRange(...focus);
      } catch {
        // A field without a selection.
      }
    }
    if (!scroll) return [];
    [element.scrollLeft, element.scrollTop] = scroll;
    // Until the page is as long as it was.
    return element.scrollTop < scroll[1] - 1 ? later({ scroll }) : [];
  };
  return {
    take: () => [...missing, ...all("html,[data-keel-scroll],[name],[aria-label],[id]").flatMap(pieceOf)],
    restore: pieces =>
      new Promise(resolve => {
        missing = pieces;
        const attempt = () => {
          missing = missing.flatMap(put);
          if (missing.length) return;
          observer.disconnect();
          resolve();
        };
        const observer = new window.MutationObserver(attempt);
        environment.setTimeout(resolve, WAIT_MS);
        environment.setTimeout(() => {
          missing = [];
          attempt();
        }, LONGEST_MS);
        // Who goes somewhere alone is not brought back.
        for (const act of ["keydown", "pointerdown", "wheel"]) document.addEventListener(act, () => (missing = missing.flatMap(({ find, nth, value }) => [{ find, nth, value }])), true);
        observer.observe(document, { childList: true, subtree: true });
        attempt();
      }),
  };
}
