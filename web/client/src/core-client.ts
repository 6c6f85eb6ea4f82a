import { Core } from "./core.js";
import { browserEnvironment } from "./environment.js";
import type { ClientOptions, CoreClient } from "./types.js";

export { KeelError } from "./errors.js";
export type * from "./types.js";

/** The smallest client: no local view, nothing kept for offline reading, no calls of other servers. */
export const createCoreClient = (options: ClientOptions = {}): CoreClient => new Core(browserEnvironment(options.fetch), options);
