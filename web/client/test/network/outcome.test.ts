import { describe, expect, it } from "vitest";
import { judge } from "../../src/network/outcome.js";
import { foreign } from "../../src/network/thrown.js";
import { vectors } from "../support/vectors.js";

interface Case {
  name: string;
  /** direct: its own route. line: one answer of a flush. flush: the flush as a whole. foreign: a server without the protocol. */
  via: "direct" | "void" | "line" | "flush" | "foreign";
  failure?: string;
  status?: number;
  protocol?: boolean;
  contentType?: string;
  code?: string;
  applied?: boolean;
  operations?: number;
  redirected?: boolean;
  unreadable?: boolean;
  void?: boolean;
  outcome: string;
}

/** As readAnswer and answerOfLine make it. */
const answerOf = ({ via, status = 0, contentType, code, applied, protocol, redirected, unreadable }: Case) => {
  const problem = status >= 400 ? { type: "", title: "", status, error: code ?? "refused", applied } : undefined;
  const answer = { status, contentType, problem, redirected, unreadable, protocol: protocol || via === "line" };
  return via === "foreign" ? foreign(answer) : answer;
};

describe("judge", () => {
  it.each(vectors<Case>("outcomes"))("[Show=1.6] $name → $outcome", given => {
    expect(judge(answerOf(given), given.operations, given.void || given.via === "void")).toBe(given.outcome);
  });

  it("[Show=1.6] never takes a status it does not know for success or refusal", () => {
    for (const status of [0, 520, 599]) expect(judge({ protocol: true, status })).toBe("retry");
  });
});
