import type { ActionName } from "@evenkeel/client";
import type { Collection } from "./entry";
import type { Field } from "./field";

/** What one kind of row is called, where it lives and which fields it has. Forms, commands and labels follow from it. */
export interface EntryKind {
  noun: string;
  collection: Collection;
  idParam: string;
  nameField: string;
  fields: readonly Field[];
  add: ActionName;
  edit: ActionName;
  remove: ActionName;
}

export function entryKind(
  noun: string,
  collection: Collection,
  nameField: string,
  fields: readonly Field[],
): EntryKind {
  const idParam = `${noun}Id`;
  const all = `/api/clients/{clientId}/${collection}` as const;
  const one = `${all}/{${idParam}}` as const;
  return { noun, collection, idParam, nameField, fields, add: `POST ${all}`, edit: `PUT ${one}`, remove: `DELETE ${one}` };
}
