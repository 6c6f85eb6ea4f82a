import { describe, expect, it } from "vitest";
import { type Evidence, judge } from "../../src/network/outcome.js";
import { vectors } from "../support/vectors.js";

describe("judge", () => {
  it.each(vectors<Evidence & { name: string; outcome: string }>("outcomes"))("[Show=1.6] $name → $outcome", ({ outcome, ...evidence }) => {
    expect(judge(evidence)).toBe(outcome);
  });

  it("[Show=1.6] never takes a status it does not know for success or refusal", () => {
    for (const status of [0, 520, 599]) expect(judge({ via: "direct", protocol: true, status })).toBe("retry");
  });
});
