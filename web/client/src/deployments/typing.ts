/** A form field, or an element that can be edited. */
export type Field = HTMLElement & Partial<Pick<HTMLInputElement, "type" | "name" | "autocomplete" | "value" | "defaultValue" | "checked" | "defaultChecked"> & Pick<HTMLSelectElement, "options">>;

/** What a person has typed. */
export interface Typing {
  /** The selector of all fields. */
  readonly fields: string;
  isTouched(field: Field): boolean;
  isChanged(field: Field): boolean;
  /** Somebody types here at this moment, or has put in what no reload can bring back. */
  isDirty(): boolean;
}

/** These have a value that nobody gave them. */
const FILLED = /^(checkbox|radio|color|range)$/;
const FIELDS = "input,textarea,select,[contenteditable]";

export function createTyping(document: Document, { signal }: AbortController): Typing {
  // Frameworks keep a field's default in step with its value, so that the two say little.
  const touched = new WeakSet<EventTarget>();
  for (const type of ["input", "change"]) document.addEventListener(type, ({ target }) => touched.add(target!), { capture: true, signal });
  const isChanged = (field: Field) => touched.has(field) || field.checked !== field.defaultChecked || (!FILLED.test(field.type!) && (field.defaultValue ?? field.value) !== field.value);
  // A message that was sent leaves an empty field.
  const isDirty = (field: Field) => isChanged(field) && (field.value || field.defaultValue) !== "";
  return {
    fields: FIELDS,
    isChanged,
    isTouched: field => touched.has(field),
    isDirty: () => Array.from(document.querySelectorAll<Field>(FIELDS)).some(field => (field === document.activeElement || /^(password|file)$/.test(field.type!)) && isDirty(field)),
  };
}
