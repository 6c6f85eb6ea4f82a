import type { Operation } from "@evenkeel/client";
import { useOutbox } from "@evenkeel/react";
import type { EntryInput } from "../entries/entry";
import { EntryDialog } from "../entries/EntryDialog";
import { inputOf, valuesOf } from "../entries/field";
import { kindOf } from "./describe";
import { OperationJson } from "./OperationJson";

/** The form that the operation came from, with what was entered and what the server said to each field. */
export function OperationForm({ operation, name, onClose }: { operation: Operation; name: string; onClose: () => void }) {
  const { edit } = useOutbox();
  const kind = kindOf(operation);
  if (!kind) return <OperationJson operation={operation} name={name} onClose={onClose} />;
  const input = operation.input as EntryInput;
  const errors = Object.entries(operation.problem?.errors ?? {}).map(([field, sentences]) => [field, sentences.join(" ")]);
  return (
    <EntryDialog
      title={name}
      submit="Save and send"
      fields={kind.fields}
      initial={valuesOf(kind.fields, input)}
      initialErrors={Object.fromEntries(errors)}
      onSubmit={(values) => edit(operation.id, { ...input, ...inputOf(kind.fields, values) })}
      onClose={onClose}
    />
  );
}
