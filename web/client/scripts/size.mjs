// The budget of the README: core and outbox with idb, minified and compressed.
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";

const bytes = await measure(fileURLToPath(new URL("..", import.meta.url)));
console.log(`@evenkeel/client, idb included: ${bytes} bytes min+gzip`);
