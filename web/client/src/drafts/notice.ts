import type { DraftStatus } from "../types.js";
import type { Tools } from "./forms.js";

export interface Notice {
  /** In the elements that ask for it. */
  show(root: ParentNode | undefined, status: DraftStatus): void;
  /** To assistive technology only. */
  say(status: DraftStatus): void;
}

const time = (at: number | null) => new Date(at ?? 0).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const english = ({ at, problem, restored, state }: DraftStatus) =>
  state === "idle"
    ? ""
    : state === "conflict"
      ? "Draft saved. There is another version"
      : state === "restored" && restored
        ? `Draft of ${time(at)} restored`
        : `Draft ${problem === "storage-blocked" && state === "local" ? "not saved" : `saved ${time(at)}`}`;

/** A region that is read aloud must be there before its text is. */
const PAUSE_MS = 100;

export function createNotice({ parts: { environment, options }, window }: Tools): Notice {
  const text = options.draftText ?? english;
  let region: HTMLElement | undefined;
  return {
    show(root, status) {
      root?.querySelectorAll?.("[data-keel-draft-status]").forEach(element => (element.textContent = text(status)));
    },
    say(status) {
      const document = window?.document;
      if (!document) return;
      if (!region?.isConnected) {
        region = document.createElement("div");
        region.setAttribute("role", "status");
        region.setAttribute("aria-live", "polite");
        // A property, since a strict content security policy forbids the attribute.
        region.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
        document.body.append(region);
      }
      environment.setTimeout(() => (region!.textContent = text(status)), PAUSE_MS);
    },
  };
}
