import type { Field } from "../deployments/typing.js";
import type { answered, createDatabase } from "../outbox/database.js";
import type { Parts } from "../parts.js";
import type { Observable } from "../status/observable.js";
import type { DraftOptions, DraftStatus, DraftTarget } from "../types.js";
import { createDevice } from "./device.js";
import { createDraft, type Draft } from "./draft.js";
import { draftKey } from "./key.js";
import { createNotice } from "./notice.js";
import { codeSource, formSource, isRoot } from "./source.js";

/** What this file takes from the one that is there: importing it would cut that one in two. */
export interface Tools {
  readonly parts: Parts;
  readonly window: (Window & typeof globalThis) | undefined;
  readonly answered: typeof answered;
  readonly createDatabase: typeof createDatabase;
  open(): Observable<DraftStatus>;
  /** The server keeps no drafts. It is asked no more by this page. */
  without?: boolean;
}

/** The forms of a page that are kept. */
export interface Forms {
  attach(form: HTMLElement | string | DraftTarget, options: DraftOptions | undefined, status: Observable<DraftStatus>): Draft;
  settled(reference: string, done: boolean): void;
  close(): void;
}

const MARKED = "[data-keel-draft]";
/** What only asks is no draft. */
const ALL = `form:not([role=search]):not([method=get]),${MARKED}`;

export function createForms(tools: Tools): Forms {
  const { parts, window } = tools;
  const { options, session } = parts;
  const notice = createNotice(tools);
  const drafts = new Set<Draft>();
  const device = createDevice(tools, (rowKey, n) => drafts.forEach(draft => draft.handed(rowKey, n)));
  /** The forms that nobody asked for by name. */
  const watched = new Map<HTMLElement, Draft>();
  const over = new AbortController();
  const { signal } = over;

  const nameOf = (root: HTMLElement) => {
    const { document, location } = window!;
    const own = root.dataset.keelDraft;
    // Not root.id: a field of that name would stand in its place.
    return own || `${root.getAttribute("id") ?? root.getAttribute("name") ?? [...document.querySelectorAll(ALL)].indexOf(root)}@${location.pathname}`;
  };
  const attach: Forms["attach"] = (form, given = {}, status) => {
    const root = typeof form === "string" ? window?.document.querySelector<HTMLElement>(form) : form;
    if (!root || (!isRoot(root) && !given.key)) throw new TypeError("A draft needs a form that is there, or a key.");
    const key = draftKey(given.key ?? nameOf(root as HTMLElement));
    for (const draft of drafts) {
      if (draft.source.root !== root) continue;
      if (draft.key === key) {
        draft.status.subscribe(status.set);
        status.set(draft.status.get());
        return draft;
      }
      void draft.stop();
    }
    const source = isRoot(root) ? formSource(root, window!, parts.touched!) : codeSource(root);
    const version = given.version ?? (isRoot(root) ? root.dataset.keelDraftVersion : undefined) ?? null;
    const draft = createDraft(tools, device, notice, source, key, { ...given, version }, status);
    const { stop } = draft;
    draft.stop = () => {
      drafts.delete(draft);
      return stop();
    };
    drafts.add(draft);
    return draft;
  };
  const look = () => {
    for (const [root, draft] of watched) {
      if (root.isConnected && draft.key === draftKey(nameOf(root))) continue;
      watched.delete(root);
      void draft.stop();
    }
    for (const root of window!.document.querySelectorAll<HTMLElement>(options.drafts === "all" ? ALL : MARKED)) {
      if (!watched.has(root) && ![...drafts].some(({ source }) => source.root === root)) watched.set(root, attach(root, {}, tools.open()));
    }
    for (const draft of drafts) draft.place();
  };
  const each = (run: (draft: Draft) => unknown) => () => void [...drafts].forEach(run);

  if (window) {
    const { document } = window;
    const on = (target: EventTarget, type: string, run: (event: Event) => void) => target.addEventListener(type, run, { capture: true, signal });
    const typed = ({ target }: Event) => drafts.forEach(draft => draft.typed(target as Field));
    on(document, "input", typed);
    on(document, "change", typed);
    on(document, "focusout", ({ target }) => drafts.forEach(({ source, save }) => isRoot(source.root as HTMLElement) && (source.root as HTMLElement).contains(target as Node) && save()));
    on(document, "reset", ({ target }) => drafts.forEach(({ discard, isSealed, source }) => source.root === target && !isSealed() && discard()));
    on(document, "visibilitychange", () => document.visibilityState === "hidden" && each(({ save }) => save(true))());
    on(window, "pagehide", each(({ save }) => save(true)));
    const observer = new window.MutationObserver(changes => {
      // Shown as text before anybody has typed there.
      for (const { oldValue, target } of changes) if (oldValue === "password") (target as HTMLElement).dataset.keel = oldValue;
      look();
    });
    observer.observe(document, { attributeFilter: ["data-keel-draft", "id", "type"], attributeOldValue: true, childList: true, subtree: true });
    signal.addEventListener("abort", () => observer.disconnect());
    look();
  }
  const unsubscribe = parts.status.subscribe(each(({ awake }) => awake()));
  return {
    attach,
    settled(reference, done) {
      const [key, rev, of] = reference.split(";") as [string, string, string?];
      const taking = { rev: Number(rev), of };
      const scope = session.scope()!;
      for (const draft of drafts) if (draft.key === key) draft.settled(taking, done);
      // Those of tabs that are gone, and of pages that show the form no more.
      if (done) void device.consume(key, scope, taking, key => [...drafts].some(({ owns }) => owns(key)));
    },
    close() {
      over.abort();
      tools.without = true;
      unsubscribe();
      each(draft => draft.stop())();
      void device.close();
    },
  };
}
