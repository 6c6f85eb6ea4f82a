import { browserEnvironment } from "./environment.js";
import { Runtime } from "./runtime.js";
import type { ClientOptions, KeelClient } from "./types.js";

/** Starts the runtime: opens the outbox, and goes on sending what an earlier page left in it. */
export const createClient = (options: ClientOptions = {}): KeelClient => new Runtime(browserEnvironment(options.fetch), options);
