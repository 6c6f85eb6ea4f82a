import type { Params } from "@evenkeel/client";
import { type ReactNode, useRef } from "react";
import { AddEntry } from "./AddEntry";
import type { Entry, Values } from "./entry";
import type { EntryKind } from "./entryKind";
import { EntryRows } from "./EntryRows";
import classes from "./EntrySection.module.css";

interface EntrySectionProps<Row extends Entry> {
  kind: EntryKind;
  params: Params;
  /** First values of the empty form. */
  first?: Values;
  title: string;
  /** Absent while they are not known; `missing` is shown then. */
  rows: readonly Row[] | undefined;
  missing?: ReactNode;
  empty: string;
  count?: number | undefined;
  footer?: ReactNode;
  children: (row: Row) => ReactNode;
}

/** The rows of one kind with everything that can be done to them. */
export function EntrySection<Row extends Entry>({
  kind, params, first, title, rows, missing, empty, count = rows?.length, footer, children,
}: EntrySectionProps<Row>) {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section className={classes.section} aria-labelledby={kind.member}>
      <header className={classes.header}>
        <h2 className={classes.title} id={kind.member} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {count !== undefined && (
          <span className={classes.count} aria-label={`${count} in total`}>
            {count}
          </span>
        )}
        <AddEntry kind={kind} params={params} first={first} />
      </header>
      {rows?.length === 0 && <p className={classes.empty}>{empty}</p>}
      {rows ? (
        <EntryRows kind={kind} label={title} rows={rows} paramsOf={() => params} heading={heading}>
          {children}
        </EntryRows>
      ) : (
        missing
      )}
      {footer}
    </section>
  );
}
