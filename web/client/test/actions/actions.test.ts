import { describe, expect, it } from "vitest";
import { callOf } from "../../src/actions/action.js";
import { defaultLane, laneFrom } from "../../src/actions/lanes.js";
import type { Params } from "../../src/types.js";
import { vectors } from "../support/vectors.js";

describe("lanes", () => {
  it.each(vectors<{ action: string; template?: string; params?: Params; input?: unknown; lane: string | null }>("lanes"))("$action $template → $lane", ({ action, template, params, input, lane }) => {
    const made = () => (template === undefined ? defaultLane(action) : laneFrom(template, params!, input));
    if (lane === null) expect(made).toThrow(expect.objectContaining({ code: "lane-unknown" }));
    else expect(made()).toBe(lane);
  });
});

describe("callOf", () => {
  it("fills the path, and makes the rest the query", () => {
    expect(callOf("POST /api/clients/{clientId}/contacts", { clientId: 7, page: 2, none: null, open: false })).toEqual({
      method: "POST",
      target: "/api/clients/7/contacts?page=2&open=false",
    });
  });

  it("encodes so that a URL parser changes nothing", () => {
    const { target } = callOf("GET /api/find/{name}", { name: "a/b c'é(!)*", q: "ü&=?#\"<>" });
    const url = new URL(target, "http://x");
    expect(url.pathname + url.search).toBe(target);
    expect(decodeURIComponent(url.pathname.split("/").at(-1)!)).toBe("a/b c'é(!)*");
    expect(url.searchParams.get("q")).toBe("ü&=?#\"<>");
  });

  it.each(["POST api/x", "POST", "/api/x", "POST //evil.example/x", "POST /a#b", ""])("refuses %j", action => {
    expect(() => callOf(action)).toThrow(expect.objectContaining({ code: "action-malformed" }));
  });

  it.each([undefined, null, "", ".", ".."])("refuses the path value %j", value => {
    expect(() => callOf("GET /api/{id}", { id: value })).toThrow(expect.objectContaining({ code: "parameter-missing" }));
  });

  it("keeps the slashes of a catch-all", () => {
    expect(callOf("GET /files/{*path}", { path: "a b/c" }).target).toBe("/files/a%20b/c");
  });
});
