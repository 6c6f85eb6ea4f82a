import { beforeEach, describe, expect, it } from "vitest";
import { startWorker } from "../../src/service-worker/worker/worker.js";
import { FakeScope } from "./fake-scope.js";

const html = (build: string) => new Response(`<head><meta name="evenkeel-build" content="${build}"></head>${build}`, { headers: { "Content-Type": "text/html", "X-Policy": "strict" } });
const script = (text: string) => new Response(text, { headers: { "Content-Type": "text/javascript" } });
const portal = () => new Response("<h1>Welcome to the hotel</h1>", { headers: { "Content-Type": "text/html; charset=utf-8" } });
const list = (build: string, ...hashed: string[]) => ({ build, page: "index.html", shell: ["index.html", "favicon.svg"], hashed: ["assets/all-1.js", ...hashed], never: ["/api"] });
const site = (build: string) => (path: string) =>
  path === "/favicon.svg" ? new Response("<svg/>", { headers: { "Content-Type": "image/svg+xml" } }) : path.startsWith("/assets/") ? script(`${build} ${path}`) : html(build);

let browser: FakeScope;
const names = () => [...browser.stores.keys()].sort();
const text = async (answer: Promise<Response> | undefined) => (await answer)?.text();
const offline = () => {
  browser.network = () => {
    throw new TypeError("Failed to fetch");
  };
};

beforeEach(async () => {
  browser = new FakeScope();
  browser.network = site("v1");
  startWorker(browser.scope, list("v1", "assets/page-1.js"));
  await browser.send("install");
  await browser.send("activate");
});

describe("a build is taken in", () => {
  it("as a whole, its page past every cache", async () => {
    expect(names()).toEqual(["evenkeel:shell:v1"]);
    expect([...(browser.stores.get("evenkeel:shell:v1")?.keys() ?? [])].sort()).toEqual(
      ["assets/all-1.js", "assets/page-1.js", "favicon.svg", "index.html"].map(path => `https://crm.test/${path}`),
    );
    expect(browser.requests.filter(({ cache }) => cache === "reload").map(({ path }) => path).sort()).toEqual(["/favicon.svg", "/index.html"]);
    expect(browser.skipped).toBe(0);
  });

  it("without fetching again what an earlier one brought", async () => {
    browser.requests.length = 0;
    browser.network = site("v2");
    startWorker(browser.scope, list("v2", "assets/page-2.js"));
    await browser.send("install");
    expect(browser.requests.map(({ path }) => path).sort()).toEqual(["/assets/page-2.js", "/favicon.svg", "/index.html"]);
  });

  it.each([
    ["another build answers its page", (path: string) => site(path === "/index.html" ? "v3" : "v2")(path)],
    ["a file is missing", (path: string) => (path.startsWith("/assets/") ? new Response("{}", { status: 404 }) : site("v2")(path))],
    ["HTML comes in place of a script", (path: string) => (path.startsWith("/assets/") ? portal() : site("v2")(path))],
    ["the network fails", () => Promise.reject(new TypeError("Failed to fetch"))],
  ])("not at all when %s", async (_, network) => {
    browser.network = network;
    startWorker(browser.scope, list("v2", "assets/page-2.js"));
    await expect(browser.send("install")).rejects.toThrow();
    expect(names()).toEqual(["evenkeel:shell:v1"]);
  });
});

describe("a navigation", () => {
  it("is answered by the network, whatever build that has", async () => {
    browser.network = site("v2");
    expect(await text(browser.navigate("/clients/7"))).toContain("v2");
  });

  it.each([
    ["the network fails", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["a proxy is without a server", () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Content-Type": "text/html" } })],
    ["a captive portal answers", portal],
  ])("opens the kept page when %s", async (_, network) => {
    browser.network = network;
    const answer = await browser.navigate("/clients/7");
    expect(await answer?.text()).toContain("v1");
    expect(answer?.headers.get("X-Policy")).toBe("strict");
  });

  it("opens the kept page when the network takes too long", async () => {
    browser.network = () => new Promise(() => {});
    const answer = browser.navigate("/clients/7");
    browser.passTime();
    expect(await text(answer)).toContain("v1");
  });

  it("passes a redirect and a refusal through", async () => {
    browser.network = () => new Response(null, { status: 302, headers: { Location: "/sign-in" } });
    expect((await browser.navigate("/clients"))?.status).toBe(302);
    browser.network = () => new Response("{}", { status: 403, headers: { "Content-Type": "application/problem+json" } });
    expect((await browser.navigate("/clients"))?.status).toBe(403);
  });

  it("is the network's when nothing is kept", async () => {
    browser.stores.clear();
    browser.network = portal;
    expect(await text(browser.navigate("/"))).toContain("hotel");
    offline();
    await expect(browser.navigate("/")).rejects.toThrow("Failed to fetch");
  });
});

describe("a file", () => {
  it("of a build comes from the device, and of any kept build", async () => {
    browser.network = site("v2");
    startWorker(browser.scope, list("v2", "assets/page-2.js"));
    await browser.send("install");
    offline();
    expect(await text(browser.get("/assets/page-1.js"))).toBe("v1 /assets/page-1.js");
    expect(await text(browser.get("/assets/page-2.js?v=1"))).toBe("v2 /assets/page-2.js");
    expect(await text(browser.navigate("/"))).toContain("v2");
  });

  it.each([404, 410])("that is not kept gets the server's answer, %d too, and is not stored", async status => {
    browser.network = () => new Response("{}", { status });
    expect((await browser.get("/assets/gone-9.js"))?.status).toBe(status);
    browser.network = site("v1");
    expect(await text(browser.get("/assets/gone-9.js"))).toBe("v1 /assets/gone-9.js");
  });

  it("whose name stays is asked for first", async () => {
    browser.network = () => new Response("<svg>new</svg>");
    expect(await text(browser.get("/favicon.svg"))).toBe("<svg>new</svg>");
    offline();
    expect(await text(browser.get("/favicon.svg"))).toBe("<svg/>");
  });
});

it.each([
  ["/api/version", {}],
  ["/api/clients", { mode: "navigate" }],
  ["/_evenkeel/version", {}],
  ["/_evenkeel/events", {}],
  ["/evenkeel-worker.js", {}],
  ["/evenkeel.json", {}],
  ["/clients", {}],
  ["/report.pdf", { mode: "navigate" }],
  ["/assets/all-1.js", { method: "POST" }],
  ["/assets/all-1.js", { headers: { Range: "bytes=0-1" } }],
  ["/assets/all-1.js", { origin: "https://cdn.test" }],
])("leaves %s %j alone", (path, request) => expect(browser.get(path, request)).toBeUndefined());

describe("another build", () => {
  const document = (build: unknown) => ({ postMessage: (_: unknown, [port]: readonly Transferable[]) => void (port as MessagePort).postMessage(build) });
  const asleep = { postMessage: () => {} };
  const update = async (build: string) => {
    browser.network = site(build);
    startWorker(browser.scope, list(build));
    await browser.send("install");
  };

  it("takes over when the page says so, newer or older", async () => {
    await update("v2");
    expect(browser.skipped).toBe(0);
    await browser.send("message", { kind: "activate" });
    await update("v1");
    await browser.send("message", { kind: "activate" });
    expect(browser.skipped).toBe(2);
    for (const stranger of [null, "activate", { kind: "other" }]) await browser.send("message", stranger);
    expect(browser.skipped).toBe(2);
  });

  it("removes the files of builds that no document runs, and nothing of others", async () => {
    browser.stores.set("somebody-else", new Map());
    await update("v2");
    browser.documents = [document("v1"), document("v2")];
    await browser.send("activate");
    expect(names()).toEqual(["evenkeel:shell:v1", "evenkeel:shell:v2", "somebody-else"]);
    browser.documents = [document("v2")];
    await browser.send("message", { kind: "tidy" });
    expect(names()).toEqual(["evenkeel:shell:v2", "somebody-else"]);
  });

  it.each(["installing", "waiting"] as const)("keeps its files while it is %s, though no document runs it yet", async state => {
    browser.stores.set("evenkeel:shell:v2", new Map());
    browser.documents = [document("v1")];
    browser.registration[state] = {};
    await browser.send("message", { kind: "tidy" });
    expect(names()).toEqual(["evenkeel:shell:v1", "evenkeel:shell:v2"]);
    browser.registration[state] = null;
    await browser.send("message", { kind: "tidy" });
    expect(names()).toEqual(["evenkeel:shell:v1"]);
  });

  it("takes in again what was removed while it waited", async () => {
    await update("v2");
    browser.stores.delete("evenkeel:shell:v2");
    browser.documents = [document("v2")];
    await browser.send("activate");
    offline();
    expect(await text(browser.navigate("/clients"))).toContain("v2");
    expect(await text(browser.get("/assets/all-1.js"))).toBe("v2 /assets/all-1.js");
  });

  it("takes in again, as soon as a page comes into sight, what the worker before it removed at its very end", async () => {
    await update("v2");
    browser.documents = [document("v2")];
    await browser.send("activate");
    browser.stores.delete("evenkeel:shell:v2");
    await browser.send("message", { kind: "tidy" });
    offline();
    expect(await text(browser.navigate("/clients"))).toContain("v2");
    expect(await text(browser.get("/assets/all-1.js"))).toBe("v2 /assets/all-1.js");
  });

  it("removes nothing while a document does not say what it runs", async () => {
    await update("v2");
    browser.documents = [document("v2"), asleep];
    const activated = browser.send("activate");
    await new Promise(resolve => setImmediate(resolve));
    browser.passTime();
    await activated;
    expect(names()).toEqual(["evenkeel:shell:v1", "evenkeel:shell:v2"]);
  });
});
