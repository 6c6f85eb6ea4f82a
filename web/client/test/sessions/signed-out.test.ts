import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Browser, type Tab } from "../support/browser.js";
import { vectors } from "../support/vectors.js";

interface Case {
  name: string;
  kind: "answer" | "timeout" | "reset" | "offline";
  status?: number;
  protocol?: boolean;
  contentType?: string;
  code?: string;
  redirected?: boolean;
  session: "valid" | "anonymous" | "same";
  signedOut: boolean;
}

const SESSION = "/_evenkeel/session";

let browser: Browser;
let tab: Tab;
beforeEach(async () => {
  browser = new Browser();
  tab = browser.open({ page: "", waitMs: 60_000 });
  await browser.clock.settle();
});
afterEach(() => browser.close());

function answer({ status = 200, protocol, contentType = "", code, redirected }: Case): Response {
  const body = code ? JSON.stringify({ type: `urn:evenkeel:problem:${code}`, title: code, status, error: code }) : contentType.startsWith("text/html") ? "<html>sign in</html>" : null;
  const response = new Response(body, { status, headers: { ...(contentType && { "Content-Type": contentType }), ...(protocol && { "Evenkeel-Protocol": "4" }) } });
  if (redirected) Object.defineProperty(response, "redirected", { value: true });
  return response;
}

/** Every answer and failure, to a query and to a command: whether it signs the user out. */
describe("[Show=5.3] only the authoritative 401 signs out", () => {
  it.each(vectors<Case>("sessions"))("$name", async given => {
    const { clock, server } = browser;
    server.offline = given.kind === "offline";
    if (given.session === "anonymous") server.user = null;
    server.gate = given.kind === "timeout" ? () => new Promise(() => {}) : () => {};
    server.fault = ({ target }) => {
      if (target === SESSION && given.session !== "same") return;
      if (given.kind === "reset") throw new TypeError("Failed to fetch");
      return given.kind === "answer" ? answer(given) : undefined;
    };
    let saved = "";
    const asked = tab.keel.query("GET /api/notes").catch(() => {});
    void tab.keel.command("POST /api/notes", { n: 1 }).then(({ state }) => (saved = state), () => (saved = "refused"));
    const check = tab.keel.session.check();
    await clock.advance(300_000);
    await Promise.all([asked, check]);
    expect(tab.keel.status.get().session).toBe(given.signedOut ? "anonymous" : "valid");
    // Whatever it was, the same person goes on: what was not answered for its own sake takes effect.
    const answered = saved === "refused" || saved === "done";
    server.offline = false;
    server.gate = () => {};
    server.fault = () => {};
    server.user = "anna";
    const back = tab.keel.session.check();
    await clock.advance(300_000);
    await back;
    expect(tab.keel.status.get()).toMatchObject({ session: "valid", pending: 0 });
    expect(server.applied.length).toBe(answered ? 0 : 1);
    expect(await tab.keel.query("GET /api/notes")).toEqual([]);
  });
});
