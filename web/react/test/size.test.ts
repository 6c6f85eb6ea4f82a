// @vitest-environment node
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { measure } from "../../client/scripts/measure.mjs";

it("the hooks are at most 2 KB, minified and compressed", async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  expect(await measure(root, ["react", "react/jsx-runtime", "@evenkeel/client"])).toBeLessThanOrEqual(2048);
});
