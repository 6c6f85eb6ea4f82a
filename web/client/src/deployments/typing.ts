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
export const FIELDS = "input,textarea,select,[contenteditable]";

export function createTyping(document: Document, touched: WeakSet<EventTarget>): Typing {
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
