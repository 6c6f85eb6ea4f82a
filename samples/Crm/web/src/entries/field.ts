import type { Entry, EntryInput, FieldErrors, Values } from "./entry";

export interface Field {
  name: string;
  label: string;
  type: "text" | "email" | "tel" | "amount" | "date" | "choice";
  required?: boolean;
  placeholder?: string;
  autoComplete?: string;
  half?: boolean;
  initial?: string;
  choices?: readonly { value: string; label: string }[];
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
  return Object.fromEntries(empty.map((field) => [field.name, `Enter the ${field.label.toLowerCase()}.`]));
}

function convert(field: Field, value: string): string | number | null {
  if (field.type === "amount") return value === "" ? null : Number(value);
  if (field.type === "date") return value === "" ? null : value;
  return value;
}
