import { act, StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FieldsState, useFields } from "../src/index.js";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

interface Row {
  readonly title: string;
  readonly amount: number;
  readonly tags: readonly string[];
}

let root: Root;
let fields: FieldsState<Row>;
function Form({ row, id }: { row: Row; id: string }) {
  fields = useFields(row, id);
  return null;
}
const show = (row: Row, id = "1") => act(async () => root.render(<StrictMode><Form row={row} id={id} /></StrictMode>));
const type = (change: () => void) => act(async () => change());
const row: Row = { title: "Mooring", amount: 5, tags: ["a"] };

beforeEach(() => {
  root = createRoot(document.createElement("div"));
});
afterEach(() => act(async () => root.unmount()));

it("[Show=4.7] keeps what was typed when the row is fetched again, and lets the rest follow it", async () => {
  await show(row);
  await type(() => fields.set("title", "Mooring at the pi"));
  await show({ ...row, title: "Another's title", amount: 6 });
  expect(fields.values).toEqual({ title: "Mooring at the pi", amount: 6, tags: ["a"] });
  expect([...fields.edited]).toEqual(["title"]);
});

it("follows the row again once it has what was typed", async () => {
  await show(row);
  await type(() => fields.set("title", "Pier"));
  await type(() => fields.set("tags", ["a", "b"]));
  await show({ ...row, title: "Pier", tags: ["a", "b"] });
  expect([...fields.edited]).toEqual([]);
  await show({ ...row, title: "By somebody else" });
  expect(fields.values.title).toBe("By somebody else");
});

it("begins anew with another id only, and when told to", async () => {
  await show(row);
  await type(() => fields.set("amount", 7));
  await show({ ...row });
  expect(fields.values.amount).toBe(7);
  await show({ ...row, amount: 1 }, "2");
  expect([fields.values.amount, fields.edited.size]).toEqual([1, 0]);
  await show(row, "1");
  expect(fields.values.amount).toBe(5);
  await type(() => fields.set("amount", 8));
  await type(() => fields.reset());
  expect(fields.values).toEqual(row);
});
