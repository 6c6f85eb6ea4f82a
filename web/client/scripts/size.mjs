// What a page loads: minified and compressed.
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
console.log(`@evenkeel/client/core: ${await measure(root, [], "src/core-client.ts")} bytes min+gzip`);
console.log(`@evenkeel/client: ${await measure(root)} bytes min+gzip`);
console.log(`@evenkeel/client/service-worker: ${await measure(root, [], "src/service-worker/index.ts")} bytes min+gzip`);
console.log(`evenkeel-worker.js: ${await measure(root, [], "src/service-worker/worker/index.ts")} bytes min+gzip`);
console.log(`what a page with drafts loads more: ${await measure(root, [], "src/drafts/forms.ts")} bytes min+gzip`);
console.log(`what a stale page loads more: ${await measure(root, [], "src/deployments/update.ts")} bytes min+gzip`);
console.log(`@evenkeel/client/session, beside the client: ${(await measure(root, [], "test/support/with-sessions.ts")) - (await measure(root))} bytes min+gzip`);
