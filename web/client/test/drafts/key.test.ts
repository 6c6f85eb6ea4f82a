import fc from "fast-check";
import { expect, it } from "vitest";
import { draftKey } from "../../src/drafts/key.js";

it.each([
  ["client-new", "client-new"],
  ["note@/clients/7", "note@:clients:7"],
  ["a:b", "a~3a~b"],
  ["Größe", "Gr~f6~~df~e"],
  ["..", "..~"],
  ["😀", "~1f600~"],
  ["\ud800", "~d800~"],
])("writes %j as %s", (name, key) => expect(draftKey(name)).toBe(key));

it("stays in the alphabet and under 200 characters, and no two names share a key", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 400 }), fc.string({ unit: "binary", minLength: 1, maxLength: 400 }), (one, other) => {
      expect(draftKey(one)).toMatch(/^[\w.~:@-]{1,200}$/);
      if (one !== other) expect(draftKey(one)).not.toBe(draftKey(other));
    }),
  );
  expect(draftKey(`${"x".repeat(10_000)}1`)).not.toBe(draftKey(`${"x".repeat(10_000)}2`));
});
