import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { measure } from "../scripts/measure.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

// A ratchet, not the aim: `./bench size` holds the core against 12 KB. These fail when something makes the page heavier.
describe("minified and compressed", () => {
  it("the core with the outbox does not grow", async () => {
    expect(await measure(root, [], "src/core-client.ts")).toBeLessThanOrEqual(14_336);
  });

  it("the whole client does not grow", async () => {
    expect(await measure(root)).toBeLessThanOrEqual(17_920);
  });
});
