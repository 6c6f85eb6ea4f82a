import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { includes, later } from "../../src/coherence/position.js";
import { concerns, readTags } from "../../src/coherence/tags.js";
import type { ClientOptions } from "../../src/types.js";
import { Browser } from "../support/browser.js";

const LIST = "GET /api/notes";
const OTHERS = "GET /api/clients";

/** Two lists, each with a tag of its own, as a server with the cache answers. */
let browser: Browser;
let notes: string[];
let position: number;
const seen = (at = position) => `a.${at}.sig`;
const fetches = (path: string) => browser.server.requests.filter(({ method, target }) => method === "GET" && target === path);
const streams = () => browser.server.requests.filter(({ target }) => target === "/_evenkeel/events");
const open = (options: ClientOptions = {}) => browser.open({ page: "", deployment: { build: "p1" }, ...options });
const look = async (tab: ReturnType<typeof open>, ...actions: string[]) => {
  // Who is signed in is known: nothing is asked for twice.
  await browser.clock.settle();
  const looking = actions.map(action => tab.keel.observe<string[]>(action as typeof LIST, undefined, () => {}));
  await browser.clock.settle();
  return looking;
};
/** Somebody else's change. */
const change = (note: string) => {
  notes = [...notes, note];
  position++;
};

beforeEach(() => {
  browser = new Browser();
  [notes, position] = [["one"], 8];
  const { server } = browser;
  server.current = { build: "s1", epoch: 1, page: "p1" };
  server.reads = (target, headers) => {
    const etag = target === "/api/notes" ? `"${notes.length}"` : '"c"';
    const told = { "Evenkeel-Seen": seen(), "Evenkeel-Tags": target === "/api/notes" ? "notes,users" : "clients", ETag: etag };
    if (headers.get("If-None-Match") === etag) return { status: 304, headers: told };
    return { status: 200, body: target === "/api/notes" ? notes : ["client"], headers: told };
  };
  server.handle = ({ body }) => {
    change((JSON.parse(body) as { text: string }).text);
    return { status: 201, body: {}, headers: { "Evenkeel-Seen": seen(), "Evenkeel-Changed": "notes" } };
  };
});
afterEach(() => browser.close());

describe("after a command of this browser", () => {
  it("what it changed is asked for once, in every tab, and nothing else ever", async () => {
    const { clock } = browser;
    const tabs = [open(), open()];
    const looking = (await Promise.all(tabs.map(tab => look(tab, LIST, OTHERS)))).flat();
    expect([fetches("/api/notes").length, fetches("/api/clients").length]).toEqual([2, 2]);
    await tabs[0]!.keel.command("POST /api/notes", { text: "two" });
    await clock.advance(1_000);
    browser.server.push(["notes"], seen());
    await clock.advance(5_000);
    expect(looking.map(each => each.get().data)).toEqual([["one", "two"], ["client"], ["one", "two"], ["client"]]);
    expect([fetches("/api/notes").length, fetches("/api/clients").length]).toEqual([4, 2]);
  });

  it("each request says what was seen, in all tabs, and after the page was loaded anew", async () => {
    const { clock, server } = browser;
    const [first, second] = [open(), open()];
    await clock.settle();
    await first.keel.command("POST /api/notes", { text: "two" });
    await clock.settle();
    await second.keel.query(LIST);
    expect(fetches("/api/notes").at(-1)!.headers.get("Evenkeel-Seen")).toBe("a.9.sig");
    first.kill();
    await open({}).keel.query(LIST);
    const again = browser.open({ page: "", former: first });
    await again.keel.query(LIST);
    expect(fetches("/api/notes").at(-1)!.headers.get("Evenkeel-Seen")).toBe("a.9.sig");
    // An older position never takes the place of a later one.
    position = 3;
    await again.keel.query(LIST);
    await again.keel.query(LIST);
    expect(fetches("/api/notes").at(-1)!.headers.get("Evenkeel-Seen")).toBe("a.9.sig");
    expect(server.requests[0]!.headers.has("Evenkeel-Seen")).toBe(false);
  });

  it("in a flush the lines say the same", async () => {
    const { clock, server } = browser;
    const tab = open();
    await look(tab, LIST, OTHERS);
    server.offline = true;
    await tab.keel.command("POST /api/notes", { text: "two" }, { lane: "a" });
    await tab.keel.command("POST /api/notes", { text: "three" }, { lane: "b" });
    server.requests.length = 0;
    server.offline = false;
    tab.environment.wake("online");
    await clock.until(() => tab.keel.status.get().pending === 0);
    await clock.advance(5_000);
    expect(tab.keel.peek(LIST)!.data).toEqual(["one", "two", "three"]);
    expect(fetches("/api/clients")).toEqual([]);
    expect(fetches("/api/notes").length).toBeLessThanOrEqual(2);
  });

  it("where the server says nothing, all that is shown is asked for", async () => {
    const { clock, server } = browser;
    server.handle = () => ({ status: 201, body: {} });
    const tab = open();
    await look(tab, LIST, OTHERS);
    await tab.keel.command("POST /api/notes", { text: "two" });
    await clock.advance(1_000);
    expect([fetches("/api/notes").length, fetches("/api/clients").length]).toEqual([2, 2]);
  });
});

describe("after a change elsewhere", () => {
  it("one tab listens for what all tabs look at, and each asks for what concerns it", async () => {
    const { clock, server } = browser;
    const [first, second] = [open(), open()];
    await look(first, LIST);
    await look(second, OTHERS);
    await clock.advance(1_000);
    expect([...server.listening.values()].map(reads => [...reads].sort())).toEqual([["clients", "notes", "users"]]);
    change("by somebody");
    server.push(["notes"], seen());
    await clock.advance(1_000);
    expect(first.keel.peek(LIST)!.data).toEqual(["one", "by somebody"]);
    expect([fetches("/api/notes").length, fetches("/api/clients").length]).toEqual([2, 1]);
    expect(fetches("/api/notes")[1]!.headers.get("Evenkeel-Seen")).toBe("a.9.sig");
  });

  it("says when the stream last told of something, so that nothing between two streams is missed", async () => {
    const { clock, server } = browser;
    const tab = open();
    await look(tab, LIST);
    await clock.advance(1_000);
    change("by somebody");
    server.push(["notes"], seen());
    await clock.advance(1_000);
    position = 50;
    await tab.keel.query(OTHERS);
    for (const stream of server.listening.keys()) stream.close();
    server.listening.clear();
    await clock.advance(60_000);
    expect(streams().at(-1)!.headers.get("Evenkeel-Seen")).toBe("a.9.sig");
    server.push(["*"], seen(51));
    await clock.advance(1_000);
    expect(fetches("/api/notes").length).toBe(3);
  });

  it("shows it though a query was under way that had been read before it", async () => {
    const { clock, server } = browser;
    const tab = open();
    await look(tab, LIST);
    await clock.advance(1_000);
    let release = () => {};
    let held = false;
    server.gate = ({ target }) => (target === "/api/notes" && !held ? ((held = true), new Promise<void>(resolve => (release = resolve))) : undefined);
    const looking = tab.keel.observe<string[]>(LIST, undefined, () => {});
    void looking.refresh();
    await clock.settle();
    change("by somebody");
    server.push(["users"], seen());
    await clock.advance(1_000);
    release();
    await clock.advance(1_000);
    expect(looking.get().data).toEqual(["one", "by somebody"]);
    expect(fetches("/api/notes").length).toBeLessThanOrEqual(4);
  });

  it("leaves alone what nobody says the sources of: it never was live", async () => {
    const { clock, server } = browser;
    const { reads } = server;
    server.reads = (target, headers) => (target === "/api/clients" ? { status: 200, body: [] } : reads(target, headers));
    const tab = open();
    await look(tab, LIST, OTHERS);
    await clock.advance(1_000);
    change("by somebody");
    server.push(["notes"], seen());
    await clock.advance(1_000);
    expect([fetches("/api/notes").length, fetches("/api/clients").length]).toEqual([2, 1]);
    // A command of one's own may have changed anything.
    await tab.keel.command("POST /api/notes", { text: "two" });
    await clock.advance(1_000);
    expect(fetches("/api/clients").length).toBe(2);
  });

  it("takes a tab's word for what the server cannot know", async () => {
    const tabs = [open(), open()];
    for (const tab of tabs) await look(tab, LIST, OTHERS);
    tabs[0]!.keel.invalidate("GET /api/no");
    await browser.clock.settle();
    expect([fetches("/api/notes").length, fetches("/api/clients").length]).toEqual([4, 2]);
  });
});

describe("an answer that is still good", () => {
  it("costs no body, and is shown as it was", async () => {
    const tab = open();
    const [looking] = await look(tab, LIST);
    const before = looking!.get().data;
    await looking!.refresh();
    expect(fetches("/api/notes")[1]!.headers.get("If-None-Match")).toBe('"1"');
    expect(looking!.get()).toMatchObject({ data: before, error: undefined, fromDevice: false });
    change("two");
    await looking!.refresh();
    expect(looking!.get().data).toEqual(["one", "two"]);
  });

  it("is never another user's", async () => {
    const { clock, server } = browser;
    const tab = open();
    const [looking] = await look(tab, LIST);
    server.user = "ben";
    await tab.keel.session.check();
    await clock.settle();
    await looking!.refresh();
    const [, ...later] = fetches("/api/notes");
    expect(later.length).toBeGreaterThan(0);
    expect(later[0]!.headers.has("If-None-Match")).toBe(false);
    expect(looking!.get().data).toEqual(["one"]);
  });
});

describe("positions and tags", () => {
  it.each([
    ["a.9.x", "a.10.y", false],
    ["a.10.x", "a.9.y", true],
    ["a.10.x", "a.10.y", true],
    ["b.10.x", "a.9.y", false],
    [undefined, "a.9.y", false],
    ["a.9.x", undefined, false],
    ["", "", true],
  ])("%s includes %s: %s", (read, changed, expected) => expect(includes(read, changed)).toBe(expected));

  it("another history takes the place of the former", () => {
    expect(later("a.900.x", "b.1.y")).toBe("b.1.y");
    expect(later("a.900.x", "a.1.y")).toBe("a.900.x");
    expect(later(undefined, "a.1.y")).toBe("a.1.y");
  });

  it.each([
    [["a"], ["a", "b"], true],
    [["c"], ["a", "b"], false],
    [["*"], ["a"], true],
    [["c"], ["*"], true],
    [[], ["a"], false],
  ])("%j concerns %j: %s", (changed, read, expected) => expect(concerns(changed, read)).toBe(expected));

  it("come as a header or as a list", () => {
    expect(readTags("a, b,c")).toEqual(["a", "b", "c"]);
    expect(readTags(["a", "b"])).toEqual(["a", "b"]);
    expect(readTags(undefined)).toBeUndefined();
  });
});
