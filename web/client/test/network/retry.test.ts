import { describe, expect, it } from "vitest";
import { createPace, readRetryAfter } from "../../src/network/pace.js";
import type { RetryOptions } from "../../src/types.js";
import { Browser } from "../support/browser.js";
import { vectors } from "../support/vectors.js";

type Case =
  | { kind: "delay"; repeat: number; u: number; retryAfterMs?: number; delayMs: number }
  | { kind: "retryAfter"; value: string; nowMs: number; retryAfterMs: number | null }
  | { kind: "budget"; name: string; ratio: number; max: number; steps: { try: "first" | "repeat"; allowed: boolean; tokens: number }[] }
  | { kind: "breaker"; name: string; failures: number; openMs: number; maxMs: number; steps: Step[] };
interface Step {
  atMs: number;
  do: "ask" | "succeed" | "fail" | "urge";
  allowed?: boolean;
  state: string;
  opensAtMs?: number;
}

const cases = vectors<Case>("retry");
const of = <K extends Case["kind"]>(kind: K) => cases.filter((one): one is Extract<Case, { kind: K }> => one.kind === kind);
const paceOf = (options: Partial<RetryOptions>, world: { now?: number; u?: number } = {}) =>
  createPace({ ...new Browser().open().environment, now: () => world.now ?? 0, random: () => world.u ?? 0 }, options);

describe("delay", () => {
  it.each(of("delay"))("before repeat $repeat with u=$u", ({ repeat, u, retryAfterMs, delayMs }) => {
    expect(paceOf({}, { u }).delayMs(repeat, retryAfterMs)).toBeCloseTo(delayMs, 6);
  });

  it.each(of("retryAfter"))("reads Retry-After: $value", ({ value, nowMs, retryAfterMs }) => {
    expect(readRetryAfter(value, nowMs) ?? null).toBe(retryAfterMs);
  });
});

describe("the budget", () => {
  it.each(of("budget"))("$name", ({ ratio, max, steps }) => {
    const pace = paceOf({ budgetRatio: ratio, budgetMax: max });
    for (const step of steps) {
      const allowed = step.try === "first" ? (pace.earn(), true) : pace.spend();
      expect(allowed).toBe(step.allowed);
      expect(pace.tokens()).toBeCloseTo(step.tokens, 5);
    }
  });
});

describe("the breaker", () => {
  it.each(of("breaker"))("$name", ({ failures, openMs, maxMs, steps }) => {
    // Without backoff (u = 0), only the breaker makes anything wait.
    const world = { now: 0, u: 0 };
    const pace = paceOf({ breakerFailures: failures, breakerOpenMs: openMs, breakerMaxMs: maxMs }, world);
    // Its user has one request under way at a time, so that a probe is alone by itself.
    let probing = false;
    for (const step of steps) {
      world.now = step.atMs;
      if (step.do === "ask") {
        const allowed: boolean = !probing && pace.waitMs() === 0;
        expect(allowed, JSON.stringify(step)).toBe(step.allowed);
        probing ||= allowed && step.state === "probing";
      } else {
        if (step.do !== "urge") probing = false;
        pace[step.do]();
      }
      if (step.opensAtMs !== undefined) expect(step.atMs + pace.waitMs()).toBe(Math.max(step.atMs, step.opensAtMs));
      if (step.state === "closed") expect(pace.waitMs(), JSON.stringify(step)).toBe(0);
    }
  });
});
