import { describe, expect, it } from "vitest";
import { operationLine, readAnswerLine, voidLine } from "../src/wire.js";
import { vectors } from "./support/vectors.js";

type Case =
  | { kind: "request"; raw: string; operation?: { id?: string; void?: string; method: string; path: string; lane?: string; body: string; type?: string; contract?: string }; problem?: string }
  | { kind: "answer"; raw: string; answer: unknown };

describe("answer lines", () => {
  const answers = vectors<Case>("flush-lines").filter(one => one.kind === "answer");
  it.each(answers)("reads $raw", ({ raw, answer }) => {
    const line = readAnswerLine(raw);
    if (answer === null) expect(line).toBeUndefined();
    else expect(line).toMatchObject(answer as object);
  });
});

describe("operation lines", () => {
  const requests = vectors<Case>("flush-lines").filter(one => one.kind === "request" && one.operation);
  it.each(requests as Extract<Case, { kind: "request" }>[])("says the same as $raw", ({ raw, operation }) => {
    const { id, method, path, lane, body, type, contract, void: voided } = operation!;
    const line = voided === undefined ? operationLine({ id: id!, method, path, lane: lane ?? "x", body, type, contract }) : voidLine(voided);
    const { later: _, ...given } = JSON.parse(raw) as Record<string, unknown>;
    expect(JSON.parse(line)).toEqual(voided !== undefined || lane !== undefined ? given : { ...given, lane: "x" });
  });

  it("names the draft that it consumes", () => {
    expect(operationLine({ id: "i", method: "POST", path: "/a", lane: "l", body: "1", type: "application/json", draft: "note;3" })).toBe('{"id":"i","method":"POST","path":"/a","lane":"l","draft":"note;3","body":1}\n');
  });

  it("names the trace that it belongs to", () => {
    expect(operationLine({ id: "i", method: "POST", path: "/a", lane: "l", body: "1", type: "application/json", trace: "00-t" })).toBe('{"id":"i","method":"POST","path":"/a","lane":"l","trace":"00-t","body":1}\n');
  });

  it("carries the body's own bytes", () => {
    const body = '{"a":1.0e3,"b":"é\\n"}';
    expect(operationLine({ id: "i", method: "POST", path: "/a", lane: "l", body, type: "application/json" })).toBe(
      `{"id":"i","method":"POST","path":"/a","lane":"l","body":${body}}\n`,
    );
  });
});
