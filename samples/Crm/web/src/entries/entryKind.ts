import type { ActionName, LocalOperation, Params } from "@evenkeel/client";
import { clientDetail } from "../clients/client";
import type { Entry, EntryInput } from "./entry";
import type { Field } from "./field";

/** Which rows a query shows. */
export interface Shown {
  belongs: (row: Entry & Params, params: Params) => boolean;
  /** An edit may bring in a row that the query did not have. */
  edited?: boolean;
}

/** What one kind of row is called, where it lives and which fields it has. Forms, commands and labels follow from it. */
export interface EntryKind {
  noun: string;
  /** The rows in the results of the queries that show them. */
  member: string;
  idParam: string;
  nameField: string;
  fields: readonly Field[];
  add: ActionName;
  edit: ActionName;
  remove: ActionName;
  lane: string;
  /** Where the lane is named after the row itself: its parameter is not there yet. */
  addLane?: string;
  shownIn: Record<ActionName, Shown>;
  /** What a row has before the server has answered, beside what was entered. */
  atOnce?: (operation: LocalOperation<EntryInput>) => object;
  /** Members that the server makes from what was entered: out of date once that is edited. */
  derived?: readonly string[];
  /** What depends on other data: choices, first values. */
  useDetails?: (params: Params) => Record<string, Partial<Field>>;
  /** What a person should know before deleting. */
  goesToo?: string;
}

export function entryKind(
  noun: string,
  all: `/api/${string}`,
  nameField: string,
  fields: readonly Field[],
  more: Partial<EntryKind> = {},
): EntryKind {
  const member = all.split("/").at(-1)!;
  const { idParam = `${noun}Id` } = more;
  const one = `${all}/{${idParam}}` as const;
  const names = { noun, member, idParam, nameField, fields };
  const actions = { add: `POST ${all}`, edit: `PUT ${one}`, remove: `DELETE ${one}` } as const;
  return { ...names, ...actions, lane: "clients/{clientId}", shownIn: { [clientDetail]: ofClient }, ...more };
}

export const ofClient: Shown = { belongs: (row, params) => row["clientId"] === params["clientId"] };
