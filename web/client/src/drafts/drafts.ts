import { answered, createDatabase } from "../outbox/database.js";
import type { Parts } from "../parts.js";
import { createObservable } from "../status/observable.js";
import type { DraftHandle, DraftOptions, DraftStatus, DraftTarget } from "../types.js";
import type { Draft } from "./draft.js";
import type { Forms } from "./forms.js";

export interface Drafts {
  draft(form: HTMLElement | string | DraftTarget, options?: DraftOptions): DraftHandle;
  /** A command that names a draft took effect, or was refused. */
  settled(reference: string, done: boolean): void;
  close(): void;
}

const METHODS = ["set", "flush", "discard", "undo", "others", "use", "stop"] as const;
const IDLE: DraftStatus = { state: "idle", at: null, restored: false, problem: null };

/** Loads what keeps drafts when the page has a form for it: a file of its own, as what updates a stale page is. */
export function createDrafts(parts: Parts): Drafts {
  const { environment: { window }, options } = parts;
  let forms: Forms | undefined;
  let loading: Promise<Forms> | undefined;
  let observer: MutationObserver | undefined;

  const load = () =>
    (loading ??= import("./forms.js").then(
      ({ createForms }) => {
        observer?.disconnect();
        return (forms = createForms({ parts, window, answered, createDatabase, open: () => createObservable(IDLE) }));
      },
      error => {
        // The next wish tries again. If its build is gone the page has to be another one.
        loading = undefined;
        throw error;
      },
    ));
  const look = () => {
    if (options.drafts === "all" || window!.document.querySelector("[data-keel-draft]")) load().catch(parts.deployments!.failed);
  };
  if (window) {
    observer = new window.MutationObserver(look);
    observer.observe(window.document, { childList: true, subtree: true });
    look();
  }
  return {
    draft(form, options) {
      const status = createObservable(IDLE);
      let draft: Draft | undefined;
      const attached = load().then(forms => (draft = forms.attach(form, options, status)));
      attached.catch(parts.deployments!.failed);
      const late = METHODS.map(name => [name, async (given: never) => (await attached)[name](given)]);
      return { status, reference: () => draft?.reference(), ...Object.fromEntries(late) } as DraftHandle;
    },
    settled(reference, done) {
      load().then(forms => forms.settled(reference, done), () => {});
    },
    close() {
      observer?.disconnect();
      forms?.close();
    },
  };
}
