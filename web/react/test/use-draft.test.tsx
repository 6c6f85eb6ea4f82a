import type { DraftHandle, DraftOptions, DraftStatus, DraftTarget, DraftValues, KeelClient } from "@evenkeel/client";
import { act, StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type DraftState, KeelProvider, useDraft } from "../src/index.js";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

interface Row {
  readonly title: string;
  readonly text: string;
}

/** A client of which a test decides what it restores. */
class FakeKeel {
  readonly open: { target: DraftTarget; key: string; values: DraftValues[]; stopped: boolean; status: DraftStatus; tell: (status: DraftStatus) => void }[] = [];
  readonly calls: unknown[] = [];

  draft(target: DraftTarget, { key }: DraftOptions): DraftHandle {
    const listeners = new Set<(status: DraftStatus) => void>();
    const opened = { target, key: key!, values: [] as DraftValues[], stopped: false, status: { state: "idle", at: null, restored: false, problem: null } as DraftStatus, tell: (status: DraftStatus) => ((opened.status = status), listeners.forEach(listener => listener(status))) };
    this.open.push(opened);
    const status = { get: () => opened.status, subscribe: (listener: (status: DraftStatus) => void) => (listeners.add(listener), () => listeners.delete(listener)) };
    const call = (name: string) => async (argument?: unknown) => void this.calls.push(argument === undefined ? name : [name, argument]);
    return { status, set: async (values: DraftValues) => void opened.values.push(values), stop: async () => void (opened.stopped = true), undo: call("undo"), discard: call("discard"), flush: call("flush"), use: call("use"), others: async () => [], reference: () => `${key};3` } as unknown as DraftHandle;
  }
}

let root: Root;
let host: HTMLElement;
let keel: FakeKeel;
let draft: DraftState<Row>;
function Form({ row, id }: { row: Row; id: string }) {
  draft = useDraft(`note-${id}`, row);
  return <input value={draft.values.title} onChange={event => draft.set("title", event.target.value)} />;
}
const row: Row = { title: "Mooring", text: "" };
const show = (shown: Row = row, id = "1") => act(async () => root.render(<StrictMode><KeelProvider client={keel as unknown as KeelClient}><Form row={shown} id={id} /></KeelProvider></StrictMode>));
const live = () => keel.open.filter(({ stopped }) => !stopped);

beforeEach(() => {
  keel = new FakeKeel();
  root = createRoot((host = document.createElement("div")));
});
afterEach(() => act(async () => root.unmount()));

it("tells the draft what was put in, and only that", async () => {
  await show();
  expect(live()).toHaveLength(1);
  await act(async () => draft.set("title", "Pier"));
  expect(draft.values).toEqual({ title: "Pier", text: "" });
  expect(live()[0]!.values).toEqual([{ title: "Pier" }]);
  await show({ title: "By another", text: "by another" });
  expect(draft.values).toEqual({ title: "Pier", text: "by another" });
});

it("shows what was restored in a controlled input, and takes it away again", async () => {
  await show();
  await act(async () => live()[0]!.target.put({ title: "Restored" }));
  await act(async () => live()[0]!.tell({ state: "restored", at: 1, restored: true, problem: null }));
  expect(host.querySelector("input")!.value).toBe("Restored");
  expect([draft.state, draft.at, draft.restored]).toEqual(["restored", 1, true]);
  await act(async () => live()[0]!.target.put({ title: undefined }));
  expect(host.querySelector("input")!.value).toBe("Mooring");
});

it("is another draft with another key, and none when it is gone", async () => {
  await show();
  await act(async () => draft.set("title", "of the first"));
  await show(row, "2");
  expect(draft.values.title).toBe("Mooring");
  expect(live().map(({ key }) => key)).toEqual(["note-2"]);
  await act(async () => root.render(null));
  expect(live()).toEqual([]);
});

it("has the calls of its handle", async () => {
  await show();
  expect(draft.reference()).toBe("note-1;3");
  await draft.undo();
  await draft.discard();
  await draft.flush();
  await draft.use("phone");
  expect(await draft.others()).toEqual([]);
  expect(keel.calls).toEqual(["undo", "discard", "flush", ["use", "phone"]]);
});
