import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { ConfirmDialog } from "../dialogs/ConfirmDialog";
import type { Entry } from "./entry";
import { EntryActions } from "./EntryActions";
import { EntryDialog } from "./EntryDialog";
import type { EntryKind } from "./entryKind";
import classes from "./EntrySection.module.css";
import { emptyValues, valuesOf } from "./field";
import { useEntryCommands } from "./useEntryCommands";

interface EntrySectionProps<Row extends Entry> {
  kind: EntryKind;
  clientId: string;
  title: string;
  rows: readonly Row[];
  empty: string;
  children: (row: Row) => ReactNode;
}

type Open<Row> = { dialog: "add" } | { dialog: "edit" | "delete"; row: Row } | undefined;

/** The rows of one kind with everything that can be done to them. */
export function EntrySection<Row extends Entry>({ kind, clientId, title, rows, empty, children }: EntrySectionProps<Row>) {
  const commands = useEntryCommands(kind, clientId);
  const heading = useRef<HTMLHeadingElement>(null);
  const [open, setOpen] = useState<Open<Row>>();
  const close = () => setOpen(undefined);

  return (
    <section className={classes.section} aria-labelledby={kind.collection}>
      <header className={classes.header}>
        <h2 className={classes.title} id={kind.collection} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <span className={classes.count} aria-label={`${rows.length} in total`}>
          {rows.length}
        </span>
        <Button variant="light" size="compact-sm" leftSection={<IconPlus size={15} aria-hidden="true" />} onClick={() => setOpen({ dialog: "add" })}>
          Add {kind.noun}
        </Button>
      </header>

      {rows.length === 0 && <p className={classes.empty}>{empty}</p>}
      <ul className={classes.rows} aria-label={title}>
        {rows.map((row) => (
          <li className={classes.row} key={row.id} data-waiting={row.waiting || undefined}>
            <div className={classes.content}>{children(row)}</div>
            <EntryActions
              name={commands.nameOf(row)}
              onEdit={() => setOpen({ dialog: "edit", row })}
              onDelete={() => setOpen({ dialog: "delete", row })}
            />
          </li>
        ))}
      </ul>

      {open?.dialog === "add" && (
        <EntryDialog
          title={`Add ${kind.noun}`}
          submit={`Save ${kind.noun}`}
          fields={kind.fields}
          initial={emptyValues(kind.fields)}
          onSubmit={commands.add}
          onClose={close}
        />
      )}
      {open?.dialog === "edit" && (
        <EntryDialog
          title={`Edit ${kind.noun}`}
          submit="Save changes"
          fields={kind.fields}
          initial={valuesOf(kind.fields, open.row)}
          onSubmit={(values) => commands.edit(open.row, values)}
          onClose={close}
        />
      )}
      {open?.dialog === "delete" && (
        <ConfirmDialog
          title={`Delete ${kind.noun}?`}
          confirm={`Delete ${kind.noun}`}
          onClose={() => {
            close();
            heading.current?.focus();
          }}
          onConfirm={() => commands.remove(open.row)}
        >
          {commands.nameOf(open.row)} is removed for everybody in your company.
        </ConfirmDialog>
      )}
    </section>
  );
}
