import type { Params } from "@evenkeel/client";
import type { EntryKind } from "./entryKind";
import type { Field } from "./field";

/** The fields of a form, with what depends on other data. A kind never changes while a component lives. */
export function useFields(kind: EntryKind, params: Params, editing: boolean): readonly Field[] {
  const details = kind.useDetails?.(params) ?? {};
  return kind.fields.filter(({ addOnly }) => !(editing && addOnly)).map((field) => ({ ...field, ...details[field.name] }));
}
