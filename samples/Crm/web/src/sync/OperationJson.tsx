import type { Operation } from "@evenkeel/client";
import { useOutbox } from "@evenkeel/react";
import { Button, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useReturnFocus } from "../dialogs/useReturnFocus";
import classes from "./OperationJson.module.css";

/** For operations without a form of their own: the fields as they are sent. */
export function OperationJson({ operation, name, onClose }: { operation: Operation; name: string; onClose: () => void }) {
  const { edit } = useOutbox();
  const [text, setText] = useState(() => JSON.stringify(operation.input, null, 2));
  const [error, setError] = useState("");
  useReturnFocus();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await edit(operation.id, JSON.parse(text));
      onClose();
    } catch (problem) {
      setError(problem instanceof SyntaxError ? "This is not JSON yet. Check quotes and commas." : String(problem));
    }
  };
  return (
    <Modal opened onClose={onClose} title={name} size={500}>
      <form onSubmit={(event) => void save(event)}>
        <Textarea
          label="Fields"
          autosize
          minRows={5}
          maxRows={16}
          value={text}
          error={error}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Save and send</Button>
        </div>
      </form>
    </Modal>
  );
}
