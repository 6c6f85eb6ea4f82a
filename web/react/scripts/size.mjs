import { fileURLToPath } from "node:url";
import { measure } from "../../client/scripts/measure.mjs";

const bytes = await measure(fileURLToPath(new URL("..", import.meta.url)), ["react", "react/jsx-runtime", "@evenkeel/client"]);
console.log(`@evenkeel/react: ${bytes} bytes min+gzip`);
