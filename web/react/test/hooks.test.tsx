import type { ActionName, CommandOptions, DeploymentStatus, KeelClient, Operation, QueryView, Status } from "@evenkeel/client";
import { KeelError } from "@evenkeel/client";
import { act, type ReactNode, StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EvenkeelProvider, KeelBoundary, KeelProvider, useCommand, useDeployment, useOutbox, useQuery, useStatus } from "../src/index.js";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

/** A client whose every state a test sets by hand. */
class FakeKeel {
  current: Status = { network: "online", session: "valid", loaded: true, pending: 0, parked: 0, oldestUnsentMs: null, lastError: null, storage: "ok", persisted: null };
  readonly statusListeners = new Set<(status: Status) => void>();
  readonly observed = new Map<string, { view: QueryView<unknown>; listeners: Set<() => void> }>();
  readonly commands: unknown[] = [];
  operations: Operation[] = [];
  readonly outboxListeners = new Set<() => void>();
  answer: () => Promise<unknown> = async () => ({ state: "done", data: 1 });

  status = {
    get: () => this.current,
    subscribe: (listener: (status: Status) => void) => {
      this.statusListeners.add(listener);
      return () => this.statusListeners.delete(listener);
    },
  };
  outbox = {
    list: async () => this.operations,
    subscribe: (listener: () => void) => {
      this.outboxListeners.add(listener);
      return () => this.outboxListeners.delete(listener);
    },
  };

  deployed: DeploymentStatus = { build: "p1", current: null, state: "unknown", changed: [], pending: false, notice: null };
  readonly deploymentListeners = new Set<() => void>();
  readonly recovered: unknown[] = [];
  deployment = {
    status: {
      get: () => this.deployed,
      subscribe: (listener: () => void) => {
        this.deploymentListeners.add(listener);
        return () => this.deploymentListeners.delete(listener);
      },
    },
    recover: async (error: unknown) => this.recovered.push(error) > 0,
    reload: async () => void this.recovered.push("reload"),
  };

  deploy(change: Partial<DeploymentStatus>) {
    this.deployed = { ...this.deployed, ...change };
    for (const listener of this.deploymentListeners) listener();
  }

  command(action: ActionName, input: unknown, options: CommandOptions) {
    this.commands.push([action, input, options]);
    return this.answer();
  }

  observe(action: string, params: unknown, listener: () => void) {
    const key = action + JSON.stringify(params);
    const found = this.observed.get(key) ?? { view: { data: undefined, error: undefined, loading: true, fromDevice: false, pending: 0 }, listeners: new Set() };
    this.observed.set(key, found);
    found.listeners.add(listener);
    return { get: () => found.view, refresh: async () => {}, stop: () => found.listeners.delete(listener) };
  }

  peek(action: string, params: unknown) {
    return this.observed.get(action + JSON.stringify(params))?.view;
  }

  show(key: string, data: unknown) {
    const found = this.observed.get(key)!;
    found.view = { ...found.view, data, loading: false };
    for (const listener of found.listeners) listener();
  }
}

let keel: FakeKeel;
let root: Root;
let page: HTMLElement;
beforeEach(() => {
  keel = new FakeKeel();
  page = document.createElement("div");
  root = createRoot(page);
});
afterEach(() => act(() => root.unmount()));

const show = (children: ReactNode) =>
  act(() =>
    root.render(
      <StrictMode>
        <KeelProvider client={keel as unknown as KeelClient}>{children}</KeelProvider>
      </StrictMode>,
    ),
  );

describe("useQuery", () => {
  function List({ page }: { page: number }) {
    const { data, loading } = useQuery<string>("GET /api/notes", { page });
    return <p>{loading ? "loading" : data}</p>;
  }

  it("shows a live query and never the answer to former parameters", async () => {
    await show(<List page={1} />);
    expect(page.textContent).toBe("loading");
    await act(() => keel.show('GET /api/notes{"page":1}', "first"));
    expect(page.textContent).toBe("first");
    await show(<List page={2} />);
    expect(page.textContent).toBe("loading");
    await act(() => keel.show('GET /api/notes{"page":2}', "second"));
    expect(page.textContent).toBe("second");
  });

  it("shows at once what another component has loaded already", async () => {
    await show(<List page={1} />);
    await act(() => keel.show('GET /api/notes{"page":1}', "first"));
    const shown: string[] = [];
    function Other() {
      const { data, loading } = useQuery<string>("GET /api/notes", { page: 1 });
      shown.push(loading ? "loading" : data!);
      return null;
    }
    await show([<List key="list" page={1} />, <Other key="other" />]);
    expect(new Set(shown)).toEqual(new Set(["first"]));
  });

  it("stops observing what is no longer shown, in StrictMode too", async () => {
    await show(<List page={1} />);
    const { listeners } = keel.observed.get('GET /api/notes{"page":1}')!;
    expect(listeners.size).toBe(1);
    await show(null);
    expect(listeners.size).toBe(0);
  });
});

describe("useCommand", () => {
  it("runs, tells that it runs, and keeps the sentences for each field", async () => {
    let state!: ReturnType<typeof useCommand>;
    const Form = () => {
      state = useCommand("POST /api/notes", { label: "Note" });
      return <p>{state.running ? "running" : "idle"}</p>;
    };
    await show(<Form />);
    const first = state.run;
    let fail!: (error: unknown) => void;
    keel.answer = () => new Promise((_, reject) => (fail = reject));
    const running = act(() => void state.run({ a: 1 }).catch(() => undefined));
    await running;
    expect(page.textContent).toBe("running");
    const problem = { type: "", title: "t", status: 400, error: "validation-failed", errors: { a: ["too short"] } };
    await act(async () => fail(new KeelError("validation-failed", "t", { status: 400, problem })));
    expect(page.textContent).toBe("idle");
    expect(state.fieldErrors).toEqual({ a: ["too short"] });
    expect(state.run).toBe(first);
    expect(keel.commands).toEqual([["POST /api/notes", { a: 1 }, { label: "Note" }]]);
    await act(() => state.reset());
    expect(state.error).toBeUndefined();
  });
});

describe("useStatus and useOutbox", () => {
  it("follow the client", async () => {
    let outbox!: ReturnType<typeof useOutbox>;
    const Pill = () => {
      outbox = useOutbox();
      return <p>{`${useStatus().network} ${outbox.waiting.length} ${outbox.parked.length}`}</p>;
    };
    await show(<Pill />);
    expect(page.textContent).toBe("online 0 0");
    await act(async () => {
      keel.current = { ...keel.current, network: "offline" };
      keel.operations = [{ id: "1", state: "waiting" }, { id: "2", state: "parked" }, { id: "3", state: "voiding" }] as Operation[];
      for (const listener of keel.statusListeners) listener(keel.current);
      for (const listener of keel.outboxListeners) listener();
    });
    expect(page.textContent).toBe("offline 2 1");
  });
});

describe("KeelBoundary", () => {
  it("shows a message instead of a blank screen, and tries again", async () => {
    let broken = true;
    const Part = () => {
      if (broken) throw new Error("a bug");
      return <p>fine</p>;
    };
    const silent = console.error;
    console.error = () => {};
    await show(<KeelBoundary><Part /></KeelBoundary>);
    console.error = silent;
    expect(page.querySelector("[role=alert]")?.textContent).toContain("saved changes are safe");
    broken = false;
    await act(() => page.querySelector("button")!.click());
    expect(page.textContent).toBe("fine");
  });
});

describe("EvenkeelProvider", () => {
  const provide = (children: ReactNode, notice?: Parameters<typeof EvenkeelProvider>[0]["notice"]) =>
    act(() => root.render(<EvenkeelProvider client={keel as unknown as KeelClient} {...(notice && { notice })}>{children}</EvenkeelProvider>));

  it("shows nothing of its own, and follows what is deployed where it is asked", async () => {
    const State = () => <p>{useDeployment().state}</p>;
    await provide(<State />);
    await act(() => keel.deploy({ state: "compatible", pending: true, notice: "update-pending" }));
    expect(page.innerHTML).toBe("<p>compatible</p>");
  });

  it("shows a notice only where the application has one and there is something to say", async () => {
    await provide(<p>page</p>, ({ notice, reload }) => <button onClick={() => void reload()}>{notice}</button>);
    expect(page.innerHTML).toBe("<p>page</p>");
    await act(() => keel.deploy({ notice: "storage-blocked" }));
    expect(page.querySelector("button")!.textContent).toBe("storage-blocked");
    await act(() => page.querySelector("button")!.click());
    expect(keel.recovered).toEqual(["reload"]);
  });

  it("lets the page recover when a lazy part of it cannot be loaded", async () => {
    const gone = new TypeError("Failed to fetch dynamically imported module: /a.js");
    const Part = () => {
      throw gone;
    };
    const silent = console.error;
    console.error = () => {};
    await provide(<Part />);
    console.error = silent;
    expect(keel.recovered).toEqual([gone]);
  });
});
