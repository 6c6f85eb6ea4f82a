import type { Operation } from "@evenkeel/client";
import { useOutbox } from "@evenkeel/react";
import { Button } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "../dialogs/ConfirmDialog";
import { useNotice } from "../notices/useNotice";
import classes from "./OperationActions.module.css";
import { OperationForm } from "./OperationForm";

export function OperationActions({ operation, name }: { operation: Operation; name: string }) {
  const { retry, discard } = useOutbox();
  const [open, setOpen] = useState<"edit" | "discard">();
  const say = useNotice();
  const close = () => setOpen(undefined);
  const throwAway = async () => {
    if ((await discard(operation.id)) === "already-applied") say(`“${name}” had reached the server already, so it stays.`);
  };

  return (
    <div className={classes.actions}>
      {operation.state === "parked" && (
        <Button size="compact-sm" variant="light" aria-label={`Retry ${name}`} onClick={() => void retry(operation.id)}>
          Retry
        </Button>
      )}
      {operation.state === "parked" && operation.input !== undefined && operation.input !== null && (
        <Button size="compact-sm" variant="light" aria-label={`Edit ${name}`} onClick={() => setOpen("edit")}>
          Edit
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" color="red" aria-label={`Discard ${name}`} onClick={() => setOpen("discard")}>
        Discard
      </Button>
      {open === "edit" && <OperationForm operation={operation} name={name} onClose={close} />}
      {open === "discard" && (
        <ConfirmDialog title="Discard this change?" confirm="Discard change" onConfirm={throwAway} onClose={close}>
          “{name}” is thrown away and cannot be brought back.
        </ConfirmDialog>
      )}
    </div>
  );
}
