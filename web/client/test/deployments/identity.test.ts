import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readHeader } from "../../src/deployments/deployed.js";
import { Browser } from "../support/browser.js";

const ONE = "1111111111111111";
const TWO = "2222222222222222";
const action = "POST /api/notes";

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});
afterEach(() => browser.close());

const sent = (target: string) => browser.server.requests.filter(request => request.target === target);
const open = (build: string, contract?: string) => browser.open({ deployment: { build, ...(contract && { contracts: { [action]: contract } }) } });

describe("identity", () => {
  it("is that of each document: two tabs of two builds in one browser", async () => {
    const first = open("one", ONE);
    const second = open("two", TWO);
    await browser.clock.settle();
    for (let n = 0; n < 50; n++) {
      await Promise.all([first.keel.command(action, { tab: "one", n }), second.keel.command(action, { tab: "two", n })]);
      await Promise.all([first.keel.query("GET /api/notes", { tab: "one", n }), second.keel.query("GET /api/notes", { tab: "two", n })]);
    }
    const calls = browser.server.requests.filter(({ target }) => target.startsWith("/api/notes"));
    expect(calls).toHaveLength(200);
    for (const { target, method, headers, body } of calls) {
      // The tab that flushes may be the other one: what counts for a command is the contract that it was made under.
      const tab = method === "GET" ? new URLSearchParams(target.split("?")[1]).get("tab") : (JSON.parse(body) as { tab: string }).tab;
      if (method === "GET") expect(headers.get("Evenkeel-Deployment")).toBe(tab);
      else expect(headers.get("Evenkeel-Contract")).toBe(tab === "one" ? ONE : TWO);
    }
  });

  it("is on every request to our own server, and on none to others", async () => {
    const { keel } = open("one");
    await browser.clock.settle();
    await keel.fetch("/api/report");
    await keel.fetch("https://rates.example/eur");
    expect(sent("/api/report")[0]!.headers.get("Evenkeel-Deployment")).toBe("one");
    expect(sent("/_evenkeel/session")[0]!.headers.get("Evenkeel-Deployment")).toBe("one");
    expect(sent("https://rates.example/eur")[0]!.headers.has("Evenkeel-Deployment")).toBe(false);
  });

  it("comes from the page, and a malformed one is none", async () => {
    const named = browser.open({ page: "<meta name=evenkeel-build content=1.2.3+a>" });
    const garbled = browser.open({ page: '<meta name=evenkeel-build content="ü; epoch=9">', deployment: { contracts: { [action]: "käse" } } });
    expect(named.keel.deployment.status.get().build).toBe("1.2.3+a");
    expect(garbled.keel.deployment.status.get().build).toBeNull();
    await garbled.keel.command(action, {});
    expect(sent("/api/notes")[0]!.headers.has("Evenkeel-Contract")).toBe(false);
  });

  it("of an operation is kept in its row and sent by a page of a later build too", async () => {
    const { server, clock } = browser;
    const first = open("one", ONE);
    await clock.settle();
    server.offline = true;
    await first.keel.command(action, { n: 1 });
    await first.keel.command(action, { n: 2 });
    first.kill();
    const second = open("two", TWO);
    await clock.settle();
    await second.keel.command(action, { n: 3 });
    server.offline = false;
    second.environment.wake("online");
    await clock.until(() => second.keel.status.get().pending === 0);
    const lines = sent("/_evenkeel/outbox").at(-1)!.body.trim().split("\n").map(line => JSON.parse(line) as { contract: string });
    expect(lines.map(({ contract }) => contract)).toEqual([ONE, ONE, TWO]);
  });

  it("of an edited operation is the editing page's", async () => {
    const { server, clock } = browser;
    const { keel, environment } = open("two", TWO);
    await clock.settle();
    server.offline = true;
    const { operationId } = await keel.command(action, { n: 1 });
    await keel.outbox.edit(operationId, { n: 2 });
    server.offline = false;
    environment.wake("online");
    await clock.until(() => keel.status.get().pending === 0);
    expect(server.applied.map(({ body }) => body)).toEqual(['{"n":2}']);
  });
});

describe("the answer's header", () => {
  it.each([
    ["7.1; epoch=3", { build: "7.1", epoch: 3, page: null }],
    ["7.1; epoch=3; current=7.2; page=web-9", { build: "7.2", epoch: 3, page: "web-9" }],
    ["7.1 ;epoch=3;later=x", { build: "7.1", epoch: 3, page: null }],
    [null, undefined],
    ["", undefined],
    ["7.1", undefined],
    ["7.1; epoch=", undefined],
    ["7.1; epoch=-1", undefined],
    ["7.1; epoch=1e400", undefined],
    ["7.1; epoch=3; current=ü", undefined],
    ["7.1; epoch=3; page=<script>", undefined],
    ["; epoch=3; current=a", undefined],
    [`${"x".repeat(65)}; epoch=3`, undefined],
  ])("%s", (header, deployed) => {
    expect(readHeader(header)).toEqual(deployed);
  });
});
