// What is shown is put in as text, never as markup.

/** Makes an element: `h("td", { class: "number" }, "3")`. A function as an attribute listens. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  set(element, attributes);
  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}

/** The same for drawings. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  set(element, attributes);
  element.append(...children);
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value != null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const small = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
export const number = value => (value == null ? "–" : Math.abs(value) < 10 ? small.format(value) : whole.format(value));

/** How long ago, in the largest unit that fits. */
export function ago(at, now) {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 90) return `${seconds} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} days ago`;
}

/** A name that a machine has made is known by its beginning. */
export const abridged = name => (name && name.length > 16 ? `${name.slice(0, 12)}…` : name);
export const short = name => (name && name.length > 16 ? h("span", { title: name }, abridged(name)) : name);

export const time = at => new Date(at).toLocaleTimeString("en-GB");

export const pill = (text, kind = "") => h("span", { class: `pill ${kind}` }, text);

/** A table. A column is `[title, class, cell]`; a cell is text, an element or several. */
export function table(columns, rows, none) {
  if (!rows.length) return h("p", { class: "none" }, none);
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "group" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, columns.map(([title, kind]) => h("th", { scope: "col", class: kind }, title)))),
      h("tbody", {}, rows.map(row => h("tr", {}, columns.map(([, kind, cell]) => h("td", { class: kind }, cell(row)))))),
    ),
  );
}

export const figures = entries => h("dl", { class: "figures" }, entries.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
