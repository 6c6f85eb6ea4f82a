import { openBuilds } from "./documents.js";
import { navigate } from "./navigation.js";
import type { Precache } from "./precache.js";
import type { WorkerScope } from "./scope.js";
import { ShellCaches } from "./shell-caches.js";

const OWN = ["/_evenkeel", "/evenkeel-worker.js", "/evenkeel.json"];

/** Opens the application offline. It answers pages and files of builds, and nothing that the server decides. */
export function startWorker(scope: WorkerScope, list: Precache): void {
  const shells = new ShellCaches(scope, list);
  const never = [...OWN, ...list.never];
  const shell = new Set(list.shell.map(shells.address));

  const tidy = async () => {
    const builds = await openBuilds(scope);
    const { installing, waiting } = scope.registration;
    // Another worker has files here that no document is of yet.
    if (builds && !installing && !waiting) await shells.keepOnly(builds.add(list.build));
    // The worker before this one may have been tidying still, for its own build only.
    await shells.mend();
  };

  scope.addEventListener("install", event => event.waitUntil(shells.fill()));
  scope.addEventListener("activate", event => event.waitUntil(Promise.all([scope.clients.claim(), tidy()])));
  scope.addEventListener("message", event => {
    const kind = (event.data as { kind?: unknown } | null)?.kind;
    if (kind === "activate") event.waitUntil(scope.skipWaiting());
    if (kind === "tidy") event.waitUntil(tidy());
  });

  scope.addEventListener("fetch", event => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== "GET" || origin !== scope.location.origin || request.headers.has("Range")) return;
    if (never.some(path => pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`))) return;
    const isFile = /\.[^/.]+$/.test(pathname);
    if (request.mode === "navigate") {
      if (!isFile) event.respondWith(navigate(scope, request, () => shells.own(list.page)));
      return;
    }
    const address = origin + pathname;
    if (!isFile || !address.startsWith(scope.registration.scope)) return;
    event.respondWith(
      shell.has(address)
        ? scope.fetch(request).catch(async error => (await shells.own(address)) ?? Promise.reject(error))
        : shells.find(address).then(found => found ?? scope.fetch(request)),
    );
  });
}
