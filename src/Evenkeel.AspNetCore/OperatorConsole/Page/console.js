import { abridged } from "./dom.js";
import { orders } from "./orders.js";
import { panels } from "./panels.js";

const EVERY_MS = 2000;
/** An instance that has not answered for so long is gone, or is never asked. */
const FORGET_MS = 60_000;

const find = id => document.getElementById(id);
const heard = new Map();
let latest;
let turn = 0;

const order = orders(send, () => void look());

async function send(body) {
  try {
    const answer = await fetch("console/orders", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const said = await answer.json();
    return answer.ok ? said : { error: said.detail ?? said.error };
  } catch {
    return { error: "The server did not answer." };
  }
}

/** Each answer is of one instance. Behind a load balancer all are heard in turn. */
async function look() {
  const mine = ++turn;
  try {
    const answer = await fetch("console/facts", { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status === 401 || answer.status === 403 ? "You are no longer signed in as an operator. Sign in and load this page again." : `The server answers ${answer.status}.`);
    const facts = await answer.json();
    // The server's clock is the one that its times are of.
    latest = { ...facts, heard: facts.now };
    heard.set(facts.instance, latest);
    for (const [instance, { heard: at }] of heard) if (facts.now - at > FORGET_MS) heard.delete(instance);
    find("notice").hidden = true;
  } catch (error) {
    find("notice").textContent = error instanceof TypeError ? "The server cannot be reached. What is shown was the last that was heard." : error.message;
    find("notice").hidden = false;
  }
  if (latest && mine === turn) show();
}

function show() {
  const { build, deployments, health, now } = latest;
  find("build").textContent = `${abridged(deployments.current ?? build)} · ${heard.size === 1 ? "one instance" : `${heard.size} instances`} heard`;
  const isGood = health.status === "ready" && find("notice").hidden;
  find("state").textContent = !find("notice").hidden ? "no answer" : health.status === "ready" ? "ready" : "not ready";
  find("state").className = `pill ${isGood ? "good" : "bad"}`;
  // Somebody who reads, points or types is not disturbed in the middle of it.
  const active = document.activeElement?.closest("section")?.id;
  const within = active && [...find(active).querySelectorAll("button, [tabindex]")].indexOf(document.activeElement);
  const scrolled = new Map([...document.querySelectorAll("section .scroll")].map((each, at) => [at, each.scrollLeft]));
  find("panels").replaceChildren(...panels({ latest, instances: [...heard.values()].sort((one, other) => one.instance.localeCompare(other.instance)), now }, order));
  document.querySelectorAll("section .scroll").forEach((each, at) => { each.scrollLeft = scrolled.get(at) ?? 0; });
  if (active) find(active)?.querySelectorAll("button, [tabindex]")[within]?.focus({ preventScroll: true });
}

async function run() {
  for (;;) {
    if (document.visibilityState === "visible" && !document.querySelector(".plot svg:hover")) await look();
    await new Promise(resolve => { setTimeout(resolve, EVERY_MS); });
  }
}

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void look());
void run();
