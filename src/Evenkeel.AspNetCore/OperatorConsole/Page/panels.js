import { abridged, ago, figures, h, number, pill, short, table, time } from "./dom.js";
import { gather, plot } from "./plots.js";

const OUTCOMES = [
  { name: "applied", title: "applied", kind: "rate" },
  { name: "replayed", title: "replayed", kind: "rate" },
  { name: "rejected", title: "rejected", kind: "rate" },
  { name: "failed", title: "failed", kind: "rate" },
  { name: "refused", title: "did not run", kind: "rate" },
];
const DOOR = [
  { name: "inFlight", title: "worked on", kind: "level" },
  { name: "limit", title: "limit", kind: "level" },
  { name: "queued", title: "waiting", kind: "level" },
  { name: "turnedAway", title: "turned away a second", kind: "rate" },
];
const RECOVERIES = [{ name: "recoveries", title: "a second", kind: "rate" }];

/** All panels, of what the instances have told. `view.latest` is the last answer, `view.instances` the last one of each. */
export function panels(view, order) {
  const narrow = [operations(view), recoveries(view), parked(view), door(view), nodes(view), stored(view, order), deliveries(view, order), health(view)];
  return [deployments(view, order), h("div", { class: "columns" }, narrow), problems(view)];
}

const panel = (id, title, hint, ...content) => h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title, hint && h("small", {}, hint)), ...content);

/** The series of a metric over all instances, added up by the labels that are asked for. */
function totals({ instances }, name, labels, matches = () => true) {
  const sums = new Map();
  for (const { metrics } of instances) {
    for (const metric of metrics) {
      if (metric.name !== name || !matches(metric.labels)) continue;
      const key = labels.map(label => metric.labels[label] ?? "");
      const text = JSON.stringify(key);
      sums.set(text, { key, value: (sums.get(text)?.value ?? 0) + metric.value });
    }
  }
  return [...sums.values()].filter(({ value }) => value > 0).sort((one, other) => other.value - one.value);
}

const one = ({ metrics }, name) => metrics.find(metric => metric.name === name)?.value;
const has = ({ instances }, prefix) => instances.some(({ metrics }) => metrics.some(({ name }) => name.startsWith(prefix)));

function deployments({ latest, instances, now }, order) {
  const { builds, current, epoch, isRolling } = latest.deployments;
  const running = builds.reduce((sum, build) => sum + build.instances, 0);
  const done = builds.find(({ name }) => name === current)?.instances ?? 0;
  const listeners = page => instances.flatMap(({ deployments: each }) => each.listeners).filter(each => each.page === page);
  const browsers = build => listeners(build.page ?? build.name).reduce((sum, { count }) => sum + count, 0);
  const strangers = instances.flatMap(({ deployments: each }) => each.listeners).filter(({ page }) => !builds.some(build => (build.page ?? build.name) === page));
  const rows = builds.filter(build => build.isLive || build.instances || browsers(build) || build.name === current).concat(builds.filter(build => !build.isLive && !build.instances && !browsers(build) && build.name !== current).slice(0, 5));
  const state = build => build.name === current ? pill("current", "good") : build.isLive ? pill("live", "warn") : pill("gone");
  const buttons = build => [
    build.name !== current && latest.actions.includes("activate") && h("button", { click: () => order({ title: `Make ${abridged(build.name)} current?`, text: "Pages of other builds move over to it, each when nothing would be lost. Do it after traffic goes to its instances.", yes: "Make current", order: { action: "activate", build: build.name } }) }, "Make current"),
    build.files === "kept" && build.name !== current && !build.isLive && latest.actions.includes("retire") && h("button", { click: () => order({ title: `Retire the files of ${abridged(build.page)}?`, text: "Pages of this build that are still open load the current one when they need a file.", yes: "Retire", order: { action: "retire", build: build.page } }) }, "Retire"),
  ];
  return panel(
    "deployments",
    "Deployments",
    epoch ? `deployment ${epoch}` : "none known",
    isRolling && running > 1 && h("p", {}, `A rollout is under way: ${done} of ${running} instances run ${abridged(current)}.`),
    isRolling && running > 1 && h("progress", { class: "bar", max: running, value: done, "aria-label": "instances of the current build" }),
    table(
      [
        ["Build", "name", build => short(build.name)],
        ["", "", state],
        ["Since", "when", build => (build.since ? ago(build.since, now) : "–")],
        ["Instances", "number", build => number(build.instances)],
        ["Browsers", "number", build => number(browsers(build))],
        ["Longest open", "when", build => { const all = listeners(build.page ?? build.name); return all.length ? ago(Math.min(...all.map(({ since }) => since)), now) : "–"; }],
        ["Files", "", build => build.files ?? "–"],
        ["", "do", buttons],
      ],
      rows,
      "No build is registered yet.",
    ),
    strangers.length > 0 && h("p", { class: "none" }, `Also ${number(strangers.reduce((sum, { count }) => sum + count, 0))} browsers with pages of builds that are not known here.`),
  );
}

const operations = view => panel("operations", "Operations", "a second", plot("Operations a second", OUTCOMES, gather(view.instances, OUTCOMES)));

function parked(view) {
  const rows = totals(view, "evenkeel.operations", ["evenkeel_action", "error_type", "evenkeel_outcome"], labels => labels.evenkeel_route === "flush" && ["rejected", "conflict"].includes(labels.evenkeel_outcome));
  return panel(
    "parked",
    "Parked on devices",
    "since the instances started",
    table([["Action", "action", ({ key }) => key[0]], ["Reason", "action", ({ key }) => key[1] || key[2]], ["", "number", ({ value }) => number(value)]], rows, "No operation of an outbox was rejected."),
  );
}

function recoveries(view) {
  const rows = totals(view, "evenkeel.recoveries", ["kind", "from", "to"]);
  return panel(
    "recoveries",
    "Recoveries",
    `${number(rows.reduce((sum, { value }) => sum + value, 0))} in all`,
    plot("Recoveries a second", RECOVERIES, gather(view.instances, RECOVERIES)),
    table([["Kind", "", ({ key }) => key[0]], ["From", "name", ({ key }) => short(key[1])], ["To", "name", ({ key }) => short(key[2])], ["", "number", ({ value }) => number(value)]], rows.slice(0, 10), "No page had to recover."),
  );
}

function door(view) {
  const database = [...new Set(view.instances.flatMap(({ metrics }) => metrics.map(({ name }) => name)))].filter(name => name.startsWith("evenkeel.database.") || name.startsWith("evenkeel.deadline.")).sort();
  return panel(
    "door",
    "Admission and database",
    null,
    has(view, "evenkeel.admission.") ? plot("Admission", DOOR, gather(view.instances, DOOR)) : h("p", { class: "none" }, "This application takes every request (UseAdmission)."),
    database.length > 0 && table(
      [["", "", ({ name }) => name.replace("evenkeel.", "")], ["", "code", ({ key }) => key], ["", "number", ({ value }) => number(value)]],
      database.flatMap(name => levels(view, name)),
      "",
    ),
  );
}

/** Each combination of labels of a metric, added up over the instances. */
function levels({ instances }, name) {
  const sums = new Map();
  for (const metric of instances.flatMap(({ metrics }) => metrics)) {
    if (metric.name !== name) continue;
    const key = Object.values(metric.labels).join(" ");
    sums.set(key, (sums.get(key) ?? 0) + (metric.count ?? metric.value));
  }
  return [...sums].map(([key, value]) => ({ name, key, value }));
}

function nodes({ instances, now }) {
  const share = facts => { const [hits, misses] = [one(facts, "evenkeel.cache.hits") ?? 0, one(facts, "evenkeel.cache.misses") ?? 0]; return hits + misses ? `${Math.round((100 * hits) / (hits + misses))} %` : "–"; };
  const broken = facts => { const count = one(facts, "evenkeel.coherence.violations"); return count ? pill(number(count), "bad") : number(count); };
  return panel(
    "nodes",
    "Cache and feed",
    "by instance",
    table(
      [
        ["Instance", "code", facts => facts.instance.slice(-8)],
        ["Build", "name", facts => short(facts.build)],
        ["Hits", "number", share],
        ["Violations", "number", broken],
        ["Feed lag", "number", facts => { const lag = one(facts, "evenkeel.feed.lag"); return lag == null ? "–" : `${number(lag)} s`; }],
        ["Heard", "number", facts => ago(facts.heard, now)],
      ],
      instances,
      "",
    ),
  );
}

function stored({ latest }, order) {
  const { drafts, sessions } = latest.stored;
  return panel(
    "stored",
    "Sessions and drafts",
    null,
    figures([["sessions", number(sessions)], ["drafts", number(drafts)]]),
    latest.actions.includes("revoke") && h("p", {}, h("button", { click: () => order({ title: "End all sessions of a user?", text: "They have to sign in again on every device. What they have typed and queued stays on their devices.", yes: "End sessions", fields: [["user", "User id", true], ["tenant", "Tenant", false]], order: { action: "revoke" } }) }, "End the sessions of a user …")),
  );
}

function deliveries({ latest, now }, order) {
  const { parked: waitForUs, waiting } = latest.stored;
  if (waiting == null) return null;
  return panel(
    "deliveries",
    "Deliveries",
    `${number(waiting)} waiting`,
    table(
      [
        ["Kind", "name", each => each.name],
        ["Why", "code", each => each.reason ?? "–"],
        ["Attempts", "number", each => number(each.attempts)],
        ["Since", "when", each => ago(each.since, now)],
        ["", "do", each => h("button", { click: () => order({ title: `Try this ${each.name} again?`, text: "It is delivered now, and as often again as a new one.", yes: "Try again", order: { action: "retry", delivery: each.id } }) }, "Try again")],
      ],
      waitForUs ?? [],
      "None is parked.",
    ),
  );
}

function health({ latest }) {
  const kinds = { good: "good", degraded: "warn", pending: "warn", failed: "bad" };
  return panel(
    "health",
    "Health",
    latest.instance.slice(-8),
    table([["Part", "name", check => check.name], ["", "", check => pill(check.status, kinds[check.status])], ["", "", check => check.detail ?? ""], ["", "number", check => `${number(check.ms)} ms`]], latest.health.checks ?? [], "Nothing is looked at."),
  );
}

function problems({ instances }) {
  const rows = instances.flatMap(facts => facts.problems).sort((first, second) => second.at - first.at).slice(0, 30);
  return panel(
    "problems",
    "Recent problems",
    null,
    table([["When", "when", each => time(each.at)], ["Status", "number", each => String(each.status)], ["Code", "code", each => each.code], ["Action", "action", each => each.action ?? "–"], ["Trace", "code", each => each.trace]], rows, "None was answered."),
  );
}
