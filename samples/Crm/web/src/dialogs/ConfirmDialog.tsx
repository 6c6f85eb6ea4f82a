import { Alert, Button, Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { sentenceOf } from "../notices/sentenceOf";
import classes from "./ConfirmDialog.module.css";
import { useReturnFocus } from "./useReturnFocus";

interface ConfirmDialogProps {
  title: string;
  confirm: string;
  children: ReactNode;
  onConfirm: () => Promise<unknown> | void;
  onClose: () => void;
}

export function ConfirmDialog({ title, confirm, children, onConfirm, onClose }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  useReturnFocus();
  const go = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} size="sm">
      <div className={classes.text}>{children}</div>
      {problem && (
        <Alert color="red" mt="md" role="alert">
          {problem}
        </Alert>
      )}
      <div className={classes.buttons}>
        <Button variant="default" data-autofocus onClick={onClose}>
          Cancel
        </Button>
        <Button color="red" loading={busy} onClick={() => void go()}>
          {confirm}
        </Button>
      </div>
    </Modal>
  );
}
