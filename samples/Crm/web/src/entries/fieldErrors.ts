import type { KeelError } from "@evenkeel/client";
import type { FieldErrors } from "./entry";
import type { Field } from "./field";

/** What belongs to a field of the form is shown there; the rest in one sentence below. */
export function fieldErrorsOf(error: KeelError, fields: readonly Field[]): { fields: FieldErrors; rest: string } {
  const known = new Set(fields.map((field) => field.name));
  const entries = Object.entries(error.errors ?? {}).map(([name, sentences]) => [name, sentences.join(" ")] as const);
  const rest = entries.filter(([name]) => !known.has(name)).map(([, sentence]) => sentence);
  return {
    fields: Object.fromEntries(entries.filter(([name]) => known.has(name))),
    rest: entries.length > 0 ? rest.join(" ") : (error.problem?.detail ?? error.problem?.title ?? error.message),
  };
}
