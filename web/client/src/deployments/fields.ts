import type { Field } from "./typing.js";

export type Value = string | boolean | string[] | null;

const WITHOUT_VALUE = /^(hidden|file|submit|button|reset|image)$/;
/** Passwords, one-time codes and cards stay where they were typed, also while a page shows them as text. */
export const SECRET = /passw|one-time|\bcc-|card.?num|(^|[^a-z])(otp|pin|cv[cv])([^a-z]|$)/i;

export const isKept = (field: Field): boolean =>
  !WITHOUT_VALUE.test(field.type!) && !SECRET.test(["type", "data-keel", "name", "autocomplete", "aria-label", "id"].map(name => field.getAttribute(name)).join(" "));

const isTicked = ({ type }: Field) => type === "checkbox" || type === "radio";

export const valueOf = (field: Field): Value =>
  isTicked(field)
    ? field.checked!
    : field.options
      ? Array.from(field.options).filter(({ selected }) => selected).map(({ value }) => value)
      : (field.value ?? field.innerText);

/** Writes a value as typing would, so that frameworks notice. False: the field is not ready for it. */
export function write(field: Field, value: Value, { Event }: Window & typeof globalThis): boolean {
  if (isTicked(field)) {
    // React listens to clicks of these.
    if (field.checked !== value) field.click();
    return true;
  }
  if (field.options) {
    const options = Array.from(field.options);
    if (!options.some(option => (value as string[]).includes(option.value))) return false;
    for (const option of options) option.selected = (value as string[]).includes(option.value);
  }
  // Lines stay lines, and markup is text.
  else if (field.value === undefined) field.innerText = value as string;
  // React puts a setter of its own before the native one, and would take the new value for its own.
  else Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")!.set!.call(field, value);
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  return true;
}
