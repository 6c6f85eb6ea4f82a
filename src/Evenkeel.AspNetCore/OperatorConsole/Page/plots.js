import { h, number, svg, time } from "./dom.js";

const WIDTH = 600;
const HEIGHT = 100;

/**
 * What all instances have told, as one line for each series. A counter becomes a rate: what came between two points, by the second. A restart begins it anew.
 * `instances`: facts of each. `series`: `{ name, title, kind: "rate" | "level" }`.
 */
export function gather(instances, series) {
  const every = Math.max(...instances.map(({ history }) => history.everyMs));
  const sums = new Map();
  for (const { history } of instances) {
    const places = series.map(({ name }) => history.names.indexOf(name));
    history.samples.forEach((sample, at) => {
      const before = history.samples[at - 1];
      const slot = Math.round(sample.at / every);
      const sum = sums.get(slot) ?? series.map(() => null);
      series.forEach(({ kind }, which) => {
        const value = sample.values[places[which]];
        const earlier = before?.values[places[which]];
        const point = kind === "level" ? value : value == null || earlier == null ? null : (Math.max(0, value - earlier) * 1000) / (sample.at - before.at);
        if (point != null) sum[which] = (sum[which] ?? 0) + point;
      });
      sums.set(slot, sum);
    });
  }
  return [...sums].sort(([one], [other]) => one - other).map(([slot, values]) => ({ at: slot * every, values }));
}

/** A drawing of lines over time, with what they are now; where a pointer is, with what they were then. */
export function plot(title, series, points) {
  const shown = points.filter(({ values }) => values.some(value => value != null));
  if (shown.length < 2) return h("p", { class: "none" }, "The first points come in a moment.");
  const most = Math.max(...shown.flatMap(({ values }) => values.map(value => value ?? 0)), 1e-9);
  const top = niceAbove(most);
  const [first, last] = [shown[0].at, shown.at(-1).at];
  const x = at => ((at - first) / (last - first || 1)) * WIDTH;
  const y = value => HEIGHT - (value / top) * (HEIGHT - 4) - 2;
  const lines = series.map((_, which) => svg("path", { class: `s${which}`, d: path(shown.map(({ at, values }) => values[which] == null ? null : [x(at), y(values[which])])) }));
  const cross = svg("line", { y1: 0, y2: HEIGHT, visibility: "hidden" });
  const values = series.map(() => h("b"));
  const when = h("span");
  const tell = point => {
    series.forEach((_, which) => { values[which].textContent = ` ${number(point.values[which])}`; });
    when.textContent = time(point.at);
  };
  const leave = () => {
    cross.setAttribute("visibility", "hidden");
    tell(shown.at(-1));
  };
  const move = event => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = first + ((event.clientX - box.left) / box.width) * (last - first);
    const near = shown.reduce((best, point) => (Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best));
    cross.setAttribute("x1", x(near.at));
    cross.setAttribute("x2", x(near.at));
    cross.setAttribute("visibility", "visible");
    tell(near);
  };
  leave();
  const now = shown.at(-1).values;
  const said = `${title}: ${series.map(({ title: name }, which) => `${name} ${number(now[which])}`).join(", ")}; at most ${number(most)}.`;
  return h(
    "figure",
    { class: "plot" },
    h("p", { class: "axis" }, h("span", {}, number(top)), when),
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": said, pointermove: move, pointerleave: leave }, ...lines, cross),
    h("p", { class: "axis" }, h("span", {}, time(first)), h("span", {}, time(last))),
    h("ul", { class: "legend" }, series.map(({ title: name }, which) => h("li", {}, h("i", { class: `s${which}` }), name, values[which]))),
  );
}

// A gap in what is known is a gap in the line.
function path(points) {
  let text = "";
  let up = true;
  for (const point of points) {
    if (point) text += `${up ? "M" : "L"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    up = !point;
  }
  return text;
}

function niceAbove(value) {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(each => each * unit).find(each => each >= value * 0.999);
}
