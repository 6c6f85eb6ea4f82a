import { ActionIcon } from "@mantine/core";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import type { Ref } from "react";
import classes from "./EntryActions.module.css";

interface EntryActionsProps {
  name: string;
  editRef?: Ref<HTMLButtonElement>;
  onEdit: () => void;
  onDelete: () => void;
}

export function EntryActions({ name, editRef, onEdit, onDelete }: EntryActionsProps) {
  return (
    <div className={classes.actions}>
      <ActionIcon ref={editRef} variant="subtle" color="gray" size={36} aria-label={`Edit ${name}`} onClick={onEdit}>
        <IconPencil size={17} stroke={1.6} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Delete ${name}`} onClick={onDelete}>
        <IconTrash size={17} stroke={1.6} />
      </ActionIcon>
    </div>
  );
}
