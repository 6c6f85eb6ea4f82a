import type { Operation } from "@evenkeel/client";
import { useOutbox } from "@evenkeel/react";
import type { EntryInput } from "../entries/entry";
import { inputOf, valuesOf } from "../entries/field";
import { KindDialog } from "../entries/KindDialog";
import { kindOf } from "./describe";
import { OperationJson } from "./OperationJson";

/** The form that the operation came from, with what was entered and what the server said to each field. */
export function OperationForm({ operation, name, onClose }: { operation: Operation; name: string; onClose: () => void }) {
  const { edit } = useOutbox();
  const kind = kindOf(operation);
  if (!kind) return <OperationJson operation={operation} name={name} onClose={onClose} />;
  const input = operation.input as EntryInput;
  const errors = Object.entries(operation.problem?.errors ?? {}).map(([field, sentences]) => [field, sentences.join(" ")]);
  const fields = kind.fields.filter((field) => field.name in input);
  return (
    <KindDialog
      kind={kind}
      params={operation.params}
      editing={operation.action === kind.edit}
      draft={`operation:${operation.id}`}
      title={name}
      submit="Save and send"
      initial={(shown) => valuesOf(shown, input)}
      initialErrors={Object.fromEntries(errors)}
      onSubmit={(values) => edit(operation.id, { ...input, ...inputOf(fields, values) })}
      onClose={onClose}
    />
  );
}
