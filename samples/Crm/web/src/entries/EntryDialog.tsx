import { KeelError } from "@evenkeel/client";
import { useDraft } from "@evenkeel/react";
import { Alert, Button, Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useLeaving } from "../dialogs/useLeaving";
import { useReturnFocus } from "../dialogs/useReturnFocus";
import { DraftLine } from "../drafts/DraftLine";
import type { FieldErrors, Values } from "./entry";
import classes from "./EntryDialog.module.css";
import { EntryField } from "./EntryField";
import { type Field, missing } from "./field";
import { fieldErrorsOf } from "./fieldErrors";
import type { Sending } from "./useEntryCommands";

export interface EntryDialogProps {
  title: string;
  submit: string;
  /** Names what is typed here, for this user. */
  draft: string;
  fields: readonly Field[];
  initial: Values;
  initialErrors?: FieldErrors;
  onSubmit: (values: Values, sending: Sending) => Promise<unknown>;
  onClose: () => void;
}

export function EntryDialog({ title, submit, draft: key, fields, initial, initialErrors, onSubmit, onClose }: EntryDialogProps) {
  const form = useRef<HTMLFormElement>(null);
  // The row may be fetched again, and first values may come with a query that is still on its way.
  const draft = useDraft(key, initial);
  const { values, set } = draft;
  const [errors, setErrors] = useState<FieldErrors>(initialErrors ?? {});
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  const first = fields.find((field) => initialErrors?.[field.name]) ?? fields[0];
  const phone = useMediaQuery("(max-width: 36em)");

  const leaving = useLeaving();
  useReturnFocus();
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [errors]);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const empty = missing(fields, values);
    setErrors(empty);
    setRefusal("");
    if (Object.keys(empty).length > 0) return;
    setBusy(true);
    const signal = leaving();
    try {
      await onSubmit(values, { signal, draft });
      onClose();
    } catch (error) {
      if (signal?.aborted) return;
      if (!(error instanceof KeelError)) throw error;
      const found = fieldErrorsOf(error, fields);
      setErrors(found.fields);
      setRefusal(found.rest);
    } finally {
      setBusy(false);
    }
  };

  // Who closes the form some other way may not have meant to: the draft stays.
  const cancel = () => {
    void draft.discard();
    onClose();
  };
  const change = (name: string, value: string) => {
    set(name, value);
    setErrors(({ [name]: _, ...others }) => others);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      fullScreen={phone ?? false}
      size={500}
      closeOnClickOutside={false}
    >
      <form ref={form} noValidate onSubmit={(event) => void save(event)}>
        <div className={classes.fields}>
          {fields.map((field) => (
            <EntryField
              key={field.name}
              field={field}
              value={values[field.name] ?? ""}
              error={errors[field.name]}
              autoFocus={field === first}
              onChange={(value) => change(field.name, value)}
            />
          ))}
        </div>
        {refusal && (
          <Alert color="red" mt="md" role="alert">
            {refusal}
          </Alert>
        )}
        <div className={classes.buttons}>
          <DraftLine {...draft} />
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
