import { KeelError } from "@evenkeel/client";
import { Alert, Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useLeaving } from "../dialogs/useLeaving";
import { fieldErrorsOf } from "../entries/fieldErrors";
import { commentKind } from "./comment";
import { CommentBox } from "./CommentBox";
import classes from "./CommentForm.module.css";

interface CommentFormProps {
  label: string;
  submit: string;
  initial: string;
  onSubmit: (text: string, signal: AbortSignal | undefined) => Promise<unknown>;
  onClose: () => void;
}

/** In place of a comment that is edited. */
export function CommentForm({ label, submit, initial, onSubmit, onClose }: CommentFormProps) {
  const [text, setText] = useState(initial);
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
      await onSubmit(text, signal);
      onClose();
    } catch (problem) {
      if (signal?.aborted) return;
      if (!(problem instanceof KeelError)) throw problem;
      const { fields, rest } = fieldErrorsOf(problem, commentKind.fields);
      setError({ field: fields["text"] ?? "", rest });
      setBusy(false);
    }
  };
  return (
    <form className={classes.form} noValidate onSubmit={(event) => void save(event)}>
      <CommentBox label={label} value={text} error={error.field} autoFocus onChange={setText} onEscape={onClose} />
      {error.rest && (
        <Alert color="red" mt="sm" role="alert">
          {error.rest}
        </Alert>
      )}
      <div className={classes.buttons}>
        <Button variant="default" size="xs" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" size="xs" loading={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
