import { KeelError } from "@evenkeel/client";
import { useDraft } from "@evenkeel/react";
import { Alert, Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useLeaving } from "../dialogs/useLeaving";
import { DraftLine } from "../drafts/DraftLine";
import { fieldErrorsOf } from "../entries/fieldErrors";
import type { Sending } from "../entries/useEntryCommands";
import { commentKind } from "./comment";
import { CommentBox } from "./CommentBox";
import classes from "./CommentForm.module.css";

interface CommentFormProps {
  label: string;
  submit: string;
  initial: string;
  draft: string;
  onSubmit: (text: string, sending: Sending) => Promise<unknown>;
  onClose: () => void;
}

/** In place of a comment that is edited. */
export function CommentForm({ label, submit, initial, draft: key, onSubmit, onClose }: CommentFormProps) {
  const draft = useDraft(key, { text: initial });
  const { text } = draft.values;
  const [error, setError] = useState({ field: "", rest: "" });
  const leaving = useLeaving();
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!text.trim()) return setError({ field: "Enter the comment.", rest: "" });
    setBusy(true);
    const signal = leaving();
    try {
      await onSubmit(text, { signal, draft });
      onClose();
    } catch (problem) {
      if (signal?.aborted) return;
      if (!(problem instanceof KeelError)) throw problem;
      const { fields, rest } = fieldErrorsOf(problem, commentKind.fields);
      setError({ field: fields["text"] ?? "", rest });
      setBusy(false);
    }
  };
  const cancel = () => {
    void draft.discard();
    onClose();
  };
  return (
    <form className={classes.form} noValidate onSubmit={(event) => void save(event)}>
      <CommentBox label={label} value={text} error={error.field} autoFocus onChange={(next) => draft.set("text", next)} onEscape={onClose} />
      {error.rest && (
        <Alert color="red" mt="sm" role="alert">
          {error.rest}
        </Alert>
      )}
      <div className={classes.buttons}>
        <DraftLine {...draft} />
        <Button variant="default" size="xs" onClick={cancel}>
          Cancel
        </Button>
        <Button type="submit" size="xs" loading={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
