import { createServer } from "node:http";
import { readFile } from "node:fs/promises";

const HTML = '<!doctype html><html lang="en"><meta charset="utf-8"><title>typing</title><body><script type="module" src="/typing.js"></script></body></html>\n';
const TYPES = { js: "text/javascript", html: "text/html" };

/** Serves the page, and as much of the protocol as one draft needs. */
export async function startServer(folder) {
  let rev = 0;
  let draft;
  const json = (response, status, body) => {
    response.writeHead(status, { "Content-Type": status < 400 ? "application/json" : "application/problem+json", "Evenkeel-Protocol": "4", "Evenkeel-Time": Date.now(), "Cache-Control": "no-store" });
    response.end(JSON.stringify(body));
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    let body = "";
    for await (const piece of request) body += piece;
    if (pathname === "/_evenkeel/session") return json(response, 200, { state: "valid", scope: "benchmark", name: null, time: Date.now(), expires: null, ends: null });
    if (pathname.startsWith("/_evenkeel/drafts/")) {
      if (request.method === "PUT") {
        draft = JSON.parse(body);
        return json(response, 200, { rev: ++rev, at: Date.now() });
      }
      return draft ? json(response, 200, { rev, at: 0, others: [], ...draft }) : json(response, 404, { error: "not-found", rev });
    }
    if (pathname === "/") return response.writeHead(200, { "Content-Type": TYPES.html }).end(HTML);
    const file = await readFile(`${folder}${pathname}`).catch(() => undefined);
    response.writeHead(file ? 200 : 404, { "Content-Type": TYPES.js }).end(file);
  });
  await new Promise(resolve => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, saves: () => rev, stop: () => server.close() };
}
