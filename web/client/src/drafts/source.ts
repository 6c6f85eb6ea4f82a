import { isKept, valueOf, write } from "../deployments/fields.js";
import { type Field, FIELDS } from "../deployments/typing.js";
import type { DraftTarget, Json } from "../types.js";
import { isSame } from "./row.js";

/** Where a draft is typed: a form, or values that are held in code. */
export interface Source {
  readonly root: object;
  /** Whether this is a field that is kept; its value is taken now, since a page may show another record a moment later. */
  typed(field: Field): boolean;
  /** What was typed since the last time. */
  take(): [string, Json][];
  /** Puts a value in. False: it is there already, or a person has typed there. Undefined: there is no such field, or not yet. */
  put(name: string, value: Json, force?: boolean): boolean | undefined;
  /** Takes away what was put in, but not where a person has typed; returns the names. */
  undo(typed: ReadonlySet<string>): string[];
  /** From here on nothing counts as typed, or nothing in these. */
  forget(names?: readonly string[]): void;
}

export const isRoot = (source: HTMLElement | DraftTarget): source is HTMLElement => "querySelectorAll" in source;

/** The fields of an element, by their names: `title`, `title[1]` for the second, `tags=a` for a box with a value, one name for all radios of a group. */
export function formSource(root: HTMLElement, window: Window & typeof globalThis, touched: WeakSet<EventTarget>): Source {
  const pending = new Map<Field, Json>();
  const typed = new Set<Field>();
  const former = new Map<string, Json>();
  let writing = false;

  const isWanted = (field: Field) => isKept(field) && !field.closest("[data-keel-nosave]");
  const isRadio = (field: Field) => field.type === "radio";
  const fields = () => {
    const found = new Map<string, Field[]>();
    for (const field of [root as Field, ...root.querySelectorAll<Field>(FIELDS)]) {
      if (!field.matches(FIELDS)) continue;
      const label = ["name", "aria-label", "id"].map(name => field.getAttribute(name)).find(Boolean) ?? field.localName;
      const box = field.type === "checkbox" && field.getAttribute("value");
      const base = box ? `${label}=${box}` : label;
      let name = base;
      for (let nth = 1; !isRadio(field) && found.has(name); nth++) name = `${base}[${nth}]`;
      found.set(name, [...(found.get(name) ?? []), field]);
    }
    return found;
  };
  const read = (field: Field) => (isRadio(field) ? field.value! : valueOf(field));
  const source: Source = {
    root,
    typed(field) {
      if (writing || !root.contains(field) || !isWanted(field)) return false;
      typed.add(field);
      pending.set(field, read(field));
      return true;
    },
    take() {
      const taken = [...(pending.size ? fields() : [])].flatMap(([name, group]) => group.filter(field => pending.has(field) && !(isRadio(field) && !field.checked)).map(field => [name, pending.get(field)!] as [string, Json]));
      pending.clear();
      return taken;
    },
    put(name, value, force) {
      const group = fields().get(name);
      const field = group?.find(field => !isRadio(field) || field.value === value);
      if (!field) return undefined;
      if (!isWanted(field)) return false;
      if (!force && group!.some(field => typed.has(field))) return false;
      const now = isRadio(field) ? (group!.find(({ checked }) => checked)?.value ?? "") : read(field);
      // What another kind of field has left is no value of this one.
      if (isSame(now, value) || typeof now !== typeof value || Array.isArray(now) !== Array.isArray(value)) return false;
      writing = true;
      const written = write(field, isRadio(field) || (value as string), window);
      writing = false;
      // Nobody has typed it: what a reload gives back is newer.
      touched.delete(field);
      if (!written) return undefined;
      if (!former.has(name)) former.set(name, now);
      return true;
    },
    undo() {
      const undone = [...former].filter(([name, value]) => source.put(name, value)).map(([name]) => name);
      former.clear();
      return undone;
    },
    forget(names) {
      const found = names && fields();
      for (const field of names ? names.flatMap(name => found!.get(name) ?? []) : typed) {
        touched.delete(field);
        typed.delete(field);
      }
      if (names) return;
      pending.clear();
      former.clear();
    },
  };
  // Typed before this file was here, or put back by what reloads a page: newer than any draft.
  for (const field of [root, ...root.querySelectorAll<Field>(FIELDS)]) if (touched.has(field)) source.typed(field);
  return source;
}

/** Values that are held in code. What was typed there is told by `set()`. */
export function codeSource(target: DraftTarget): Source {
  const restored = new Set<string>();
  return {
    root: target,
    typed: () => false,
    take: () => [],
    put(name, value) {
      restored.add(name);
      target.put({ [name]: value });
      return true;
    },
    undo(typed) {
      const undone = [...restored].filter(name => !typed.has(name));
      restored.clear();
      if (undone.length) target.put(Object.fromEntries(undone.map(name => [name, undefined])));
      return undone;
    },
    forget: names => (names ?? [...restored]).forEach(name => restored.delete(name)),
  };
}
