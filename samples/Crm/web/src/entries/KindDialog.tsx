import type { Params } from "@evenkeel/client";
import type { Values } from "./entry";
import { EntryDialog, type EntryDialogProps } from "./EntryDialog";
import type { EntryKind } from "./entryKind";
import type { Field } from "./field";
import { useFields } from "./useFields";

type KindDialogProps = Omit<EntryDialogProps, "fields" | "initial"> & {
  kind: EntryKind;
  params: Params;
  editing: boolean;
  initial: (fields: readonly Field[]) => Values;
};

/** The form of a kind of row. What its choices come from is asked for while it is open. */
export function KindDialog({ kind, params, editing, initial, ...dialog }: KindDialogProps) {
  const fields = useFields(kind, params, editing);
  return <EntryDialog {...dialog} fields={fields} initial={initial(fields)} />;
}
