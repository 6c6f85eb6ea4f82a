import { createClient, type KeelClient } from "@evenkeel/client";
import { act, StrictMode, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { KeelProvider } from "../src/index.js";
import { RequireSession } from "../src/session.js";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let user: string | null | undefined;
let keel: KeelClient;
let root: Root;
let place: HTMLElement;
const signIn = vi.fn();

const answer = async () => {
  if (user === undefined) throw new TypeError("Failed to fetch");
  return Response.json({ state: user ? "valid" : "anonymous", scope: `scope of ${user}`, name: user, time: Date.now() }, { headers: { "Evenkeel-Protocol": "4", "Evenkeel-Scope": `scope of ${user}` } });
};
function Page() {
  const [typed, setTyped] = useState("");
  return <button type="button" onClick={() => setTyped("what anna typed")}>{typed || "page"}</button>;
}
const show = () => act(async () => root.render(<StrictMode><KeelProvider client={keel}><RequireSession signIn={signIn} fallback="one moment"><Page /></RequireSession></KeelProvider></StrictMode>));
/** Lets React show what comes until it holds. */
const until = (fact: () => void) => vi.waitFor(async () => (await act(async () => {}), fact()), 4_000);
const told = (text: string) => until(() => expect(place.textContent).toBe(text));

beforeEach(() => {
  signIn.mockClear();
  user = "anna";
  keel = createClient({ fetch: answer, waitMs: 10 });
  root = createRoot((place = document.createElement("div")));
});
afterEach(async () => {
  await act(async () => root.unmount());
  await keel.close();
});

it("shows a protected page once the server has said that somebody is signed in, and not before", async () => {
  user = undefined;
  await show();
  expect(place.textContent).toBe("one moment");
  user = "anna";
  await act(() => keel.session.check());
  await told("page");
  expect(signIn).not.toHaveBeenCalled();
});

it("[Show=5.5] hides it when the session is over, and gives another user nothing of what the first had typed", async () => {
  await show();
  await told("page");
  await act(async () => place.querySelector("button")!.click());
  expect(place.textContent).toBe("what anna typed");
  user = null;
  await act(() => keel.session.check());
  await told("one moment");
  await until(() => expect(signIn).toHaveBeenCalled());
  user = "ben";
  await act(() => keel.session.check());
  await told("page");
});

it("sends nobody's visitor to sign in", async () => {
  user = null;
  await show();
  await until(() => expect(signIn).toHaveBeenCalled());
  expect(place.textContent).toBe("one moment");
});
