import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { measure } from "../scripts/measure.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("minified and compressed", () => {
  it("the core with the outbox is at most 12 KB", async () => {
    expect(await measure(root, [], "src/core-client.ts")).toBeLessThanOrEqual(12_288);
  });

  // What comes next has to be loaded when it is needed.
  it("the whole client is at most 20 KB", async () => {
    expect(await measure(root)).toBeLessThanOrEqual(20_480);
  });

  it("[Show=5.10] sessions add at most 1 KB", async () => {
    expect((await measure(root, [], "test/support/with-sessions.ts")) - (await measure(root))).toBeLessThanOrEqual(1_024);
  });

  it("what a stale page loads to update itself does not grow", async () => {
    expect(await measure(root, [], "src/deployments/update.ts")).toBeLessThanOrEqual(3_900);
  });

  it("what a page with drafts loads more does not grow", async () => {
    expect(await measure(root, [], "src/drafts/forms.ts")).toBeLessThanOrEqual(6_900);
  });

  it("the service worker is at most 3 KB, and its registration 1 KB", async () => {
    expect(await measure(root, [], "src/service-worker/worker/index.ts")).toBeLessThanOrEqual(3_072);
    expect(await measure(root, [], "src/service-worker/index.ts")).toBeLessThanOrEqual(1_024);
  });
});
