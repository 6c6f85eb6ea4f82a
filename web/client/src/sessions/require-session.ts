import { KeelError } from "../errors.js";
import type { KeelClient, Session } from "../types.js";
import { partsOf } from "./parts-of.js";

export interface RequireSessionOptions {
  /** Where people sign in: an address, or what shows it. The path of this page is kept until takeReturnPath() is called. Absent: rejects with "unauthenticated". */
  readonly signIn?: string | (() => void);
  /** What happens while the server cannot be asked. wait: until it can. show: a page may show what this device keeps for its user, with the state "unknown". Default "wait". */
  readonly offline?: "wait" | "show";
  readonly signal?: AbortSignal;
}

const AGAIN_MS = 3_000;
const RETURN = "evenkeel:return";

/** Resolves when the server has said, to this document, that somebody is signed in: what is stored on the device is no proof. */
export async function requireSession(keel: KeelClient, { signIn, offline = "wait", signal }: RequireSessionOptions = {}): Promise<Session> {
  const { environment, rest, session } = partsOf(keel);
  for (;;) {
    const found = await keel.session.check();
    signal?.throwIfAborted();
    if (found.state === "valid") return found;
    if (found.state === "anonymous") {
      if (!signIn) throw new KeelError("unauthenticated", "Nobody is signed in.");
      keepReturnPath(environment.window);
      if (typeof signIn === "string") environment.navigate(signIn);
      else signIn();
      // The page that asked is left.
      return new Promise(() => {});
    }
    if (offline === "show" && session.scope() !== undefined) return { ...found, scope: session.scope()! };
    await rest(AGAIN_MS);
  }
}

function keepReturnPath(window: Window | undefined): void {
  try {
    const { pathname, search, hash } = window!.location;
    window!.sessionStorage.setItem(RETURN, pathname + search + hash);
  } catch {
    // Without storage a person begins at the start page.
  }
}

/** The path of the page that sent this tab to sign in, once; undefined: there is none. Always a path of this origin. */
export function takeReturnPath(keel: KeelClient): string | undefined {
  try {
    const storage = partsOf(keel).environment.window!.sessionStorage;
    const path = storage.getItem(RETURN);
    storage.removeItem(RETURN);
    return path && /^\/(?![/\\])/.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
