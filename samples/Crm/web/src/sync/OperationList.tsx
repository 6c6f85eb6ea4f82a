import type { Operation } from "@evenkeel/client";
import { useId } from "react";
import { OperationItem } from "./OperationItem";
import classes from "./OperationList.module.css";

interface OperationListProps {
  title: string;
  label: string;
  operations: readonly Operation[];
  /** Lanes that wait for a person. */
  held?: ReadonlySet<string>;
}

export function OperationList({ title, label, operations, held }: OperationListProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h3 className={classes.title} id={id}>
        {title} <span className={classes.count}>{operations.length}</span>
      </h3>
      <ul className={classes.list} aria-label={label}>
        {operations.map((operation) => (
          <OperationItem key={operation.id} operation={operation} held={held?.has(operation.lane) ?? false} />
        ))}
      </ul>
    </section>
  );
}
