import type { Params } from "@evenkeel/client";
import { type ReactNode, type RefObject, useState } from "react";
import { ConfirmDialog } from "../dialogs/ConfirmDialog";
import { draftKey } from "./draftKey";
import type { Entry } from "./entry";
import { EntryActions } from "./EntryActions";
import type { EntryKind } from "./entryKind";
import classes from "./EntrySection.module.css";
import { valuesOf } from "./field";
import { KindDialog } from "./KindDialog";
import { nameOf, useEntryCommands } from "./useEntryCommands";

export interface EntryRowsProps<Row extends Entry> {
  kind: EntryKind;
  label: string;
  rows: readonly Row[];
  paramsOf: (row: Row) => Params;
  /** Has the focus when a row has gone. */
  heading: RefObject<HTMLElement | null>;
  children: (row: Row) => ReactNode;
}

/** Rows of one kind, each with its form and its question before it goes. */
export function EntryRows<Row extends Entry>({ kind, label, rows, paramsOf, heading, children }: EntryRowsProps<Row>) {
  const commands = useEntryCommands(kind);
  const [open, setOpen] = useState<{ dialog: "edit" | "delete"; row: Row }>();
  const close = () => setOpen(undefined);
  // As it is now: another person may change it while the form is open, or have it deleted.
  const row = open && (rows.find(({ id }) => id === open.row.id) ?? open.row);

  return (
    <>
      <ul className={classes.rows} aria-label={label}>
        {rows.map((row) => (
          <li className={classes.row} key={row.id} data-waiting={row.waiting || undefined}>
            <div className={classes.content}>{children(row)}</div>
            <EntryActions
              name={nameOf(kind, row)}
              onEdit={() => setOpen({ dialog: "edit", row })}
              onDelete={() => setOpen({ dialog: "delete", row })}
            />
          </li>
        ))}
      </ul>
      {row && open.dialog === "edit" && (
        <KindDialog
          kind={kind}
          params={paramsOf(row)}
          editing
          draft={draftKey("edit", kind, [row.id])}
          title={`Edit ${kind.noun}`}
          submit="Save changes"
          initial={(fields) => valuesOf(fields, row)}
          onSubmit={(values, sending) => commands.edit(paramsOf(row), row, values, sending)}
          onClose={close}
        />
      )}
      {row && open.dialog === "delete" && (
        <ConfirmDialog
          title={`Delete ${kind.noun}?`}
          confirm={`Delete ${kind.noun}`}
          onClose={() => {
            close();
            heading.current?.focus();
          }}
          onConfirm={() => commands.remove(paramsOf(row), row)}
        >
          {nameOf(kind, row)} is removed for everybody in your company{kind.goesToo}.
        </ConfirmDialog>
      )}
    </>
  );
}
