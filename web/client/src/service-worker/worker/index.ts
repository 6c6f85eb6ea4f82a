import type { Precache } from "./precache.js";
import type { WorkerScope } from "./scope.js";
import { startWorker } from "./worker.js";

const scope = globalThis as unknown as WorkerScope & { readonly evenkeel: Precache };
startWorker(scope, scope.evenkeel);
