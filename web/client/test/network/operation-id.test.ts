import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createOperationIds, isOperationId, operationTimeMs, parseOperationId } from "../../src/network/operation-id.js";
import { Browser } from "../support/browser.js";
import { vectors } from "../support/vectors.js";

describe("operation ids", () => {
  it.each(vectors<{ value: string; valid: boolean; timeMs?: number; id?: string }>("operation-ids"))("$value is valid: $valid", ({ value, valid, timeMs, id }) => {
    const parsed = parseOperationId(value);
    expect(parsed !== undefined).toBe(valid);
    if (parsed === undefined) return;
    expect(parsed).toBe(id);
    expect(operationTimeMs(parsed)).toBe(timeMs);
  });

  it("rise within a page, in server time, whatever its clock does", () => {
    const { clock, random } = new Browser();
    const environment = new Browser().open().environment;
    const ids = createOperationIds({ ...environment, now: () => clock.now, randomBytes: length => Uint8Array.from({ length }, () => Math.floor(random() * 256)) });
    ids.adjust(5000);
    const made = Array.from({ length: 10_000 }, (_, index) => {
      if (index % 3000 === 0) clock.now -= 20;
      return ids.next();
    });
    expect(made.every(isOperationId)).toBe(true);
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    expect(operationTimeMs(made[0]!)).toBe(clock.now + 60 + 5000);
  });

  it("leave the future behind when the clock turns out to be wrong", () => {
    const environment = new Browser().open().environment;
    const ids = createOperationIds(environment);
    ids.adjust(3 * 86_400_000);
    ids.next();
    ids.adjust(0);
    expect(operationTimeMs(ids.next())).toBe(environment.now());
  });
});

describe("golden files of the protocol", () => {
  it.each(vectors<{ tenant: string; user: string; scope: string }>("scopes"))("scope of $tenant/$user", ({ tenant, user, scope }) => {
    expect(createHash("sha256").update(`${tenant}\0${user}`).digest("base64url").slice(0, 22)).toBe(scope);
  });

  it.each(vectors<{ method: string; target: string; body?: string; bodyBase64?: string; sha256: string }>("fingerprints"))(
    "fingerprint of $method $target",
    ({ method, target, body, bodyBase64, sha256 }) => {
      const bytes = bodyBase64 === undefined ? Buffer.from(body!) : Buffer.from(bodyBase64, "base64");
      expect(createHash("sha256").update(`${method} ${target}\n`).update(bytes).digest("hex")).toBe(sha256);
    },
  );
});
