import type { Entry, EntryInput, FieldErrors, Values } from "./entry";

export interface Field {
  name: string;
  label: string;
  type: "text" | "lines" | "email" | "tel" | "number" | "date" | "choice" | "flag";
  required?: boolean;
  placeholder?: string;
  half?: boolean;
  initial?: string;
  unit?: "€" | "%";
  choices?: readonly Choice[];
  /** Cannot be changed afterwards. */
  addOnly?: boolean;
}

export interface Choice {
  value: string;
  label: string;
}

export function emptyValues(fields: readonly Field[]): Values {
  return Object.fromEntries(fields.map((field) => [field.name, field.initial ?? ""]));
}

export function valuesOf(fields: readonly Field[], row: Entry | EntryInput): Values {
  const source = row as Record<string, unknown>;
  return Object.fromEntries(fields.map((field) => [field.name, String(source[field.name] ?? "")]));
}

export function inputOf(fields: readonly Field[], values: Values): EntryInput {
  return Object.fromEntries(fields.map((field) => [field.name, convert(field, (values[field.name] ?? "").trim())]));
}

/** Only what is missing. Every other rule lives in one place: the server. */
export function missing(fields: readonly Field[], values: Values): FieldErrors {
  const empty = fields.filter((field) => field.required && !values[field.name]?.trim());
  return Object.fromEntries(empty.map(({ name, label, type }) => [name, `${type === "choice" ? "Choose" : "Enter"} the ${midSentence(label)}.`]));
}

function convert({ type }: Field, value: string): string | number | boolean | null {
  if (type === "flag") return value === "true";
  if (type === "number") return value === "" ? null : Number(value);
  if (type === "date" || type === "choice") return value === "" ? null : value;
  return value;
}

/** "Unit price" begins with a small letter inside of a sentence, "VAT rate" and "E-mail" as they are written there. */
function midSentence(label: string): string {
  return /^[A-Z]{2}/.test(label) ? label : label.toLowerCase();
}
