import { describe, expect, it } from "vitest";
import { Breaker } from "../../src/network/breaker.js";
import { RetryBudget } from "../../src/network/budget.js";
import { readRetryAfter, retryDelayMs } from "../../src/network/delay.js";
import { RETRY } from "../../src/options.js";
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

describe("delay", () => {
  it.each(of("delay"))("before repeat $repeat with u=$u", ({ repeat, u, retryAfterMs, delayMs }) => {
    expect(retryDelayMs(repeat, u, RETRY, retryAfterMs)).toBeCloseTo(delayMs, 6);
  });

  it.each(of("retryAfter"))("reads Retry-After: $value", ({ value, nowMs, retryAfterMs }) => {
    expect(readRetryAfter(value, nowMs) ?? null).toBe(retryAfterMs);
  });
});

describe("RetryBudget", () => {
  it.each(of("budget"))("$name", ({ ratio, max, steps }) => {
    const budget = new RetryBudget(ratio, max);
    for (const step of steps) {
      const allowed = step.try === "first" ? (budget.first(), true) : budget.repeat();
      expect(allowed).toBe(step.allowed);
      expect(budget.tokens).toBeCloseTo(step.tokens, 5);
    }
  });
});

describe("Breaker", () => {
  it.each(of("breaker"))("$name", ({ failures, openMs, maxMs, steps }) => {
    const breaker = new Breaker({ breakerFailures: failures, breakerOpenMs: openMs, breakerMaxMs: maxMs });
    for (const step of steps) {
      if (step.do === "ask") expect(breaker.ask(step.atMs), JSON.stringify(step)).toBe(step.allowed);
      else if (step.do === "succeed") breaker.succeed();
      else breaker[step.do](step.atMs);
      expect(breaker.state, JSON.stringify(step)).toBe(step.state);
      if (step.opensAtMs !== undefined) expect(breaker.probeAt).toBe(step.opensAtMs);
    }
  });
});
