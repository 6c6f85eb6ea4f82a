import type { WorkerScope } from "./scope.js";

const ANSWER_WITHIN_MS = 1_000;

/** The builds of all open documents, or undefined while one of them does not say: a tab that sleeps, or a page without the runtime. */
export async function openBuilds(scope: WorkerScope): Promise<Set<string> | undefined> {
  const documents = await scope.clients.matchAll({ includeUncontrolled: true, type: "window" });
  const builds = await Promise.all(
    documents.map(
      document =>
        new Promise<unknown>(resolve => {
          const { port1, port2 } = new MessageChannel();
          const done = (build?: unknown) => {
            scope.clearTimeout(timer);
            port1.close();
            resolve(build);
          };
          const timer = scope.setTimeout(done, ANSWER_WITHIN_MS);
          port1.onmessage = ({ data }) => done(data);
          document.postMessage({ kind: "evenkeel-build" }, [port2]);
        }),
    ),
  );
  return builds.every(build => typeof build === "string") ? new Set(builds) : undefined;
}
