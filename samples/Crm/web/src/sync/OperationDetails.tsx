import type { Operation } from "@evenkeel/client";
import classes from "./OperationDetails.module.css";

export function OperationDetails({ operation }: { operation: Operation }) {
  const { id, action, params, input, at, retries } = operation;
  const sent = { ...params, ...(input as Record<string, unknown> | null | undefined) };
  return (
    <details className={classes.details}>
      <summary>Details</summary>
      <dl>
        <dt>Operation</dt>
        <dd>{id}</dd>
        <dt>Action</dt>
        <dd>{action}</dd>
        <dt>Saved at</dt>
        <dd>{new Date(at).toLocaleString()}</dd>
        <dt>Retries</dt>
        <dd>{retries}</dd>
        {Object.entries(sent).map(([name, value]) => (
          <div className={classes.pair} key={name}>
            <dt>{name}</dt>
            <dd>{value === "" || value === null ? "–" : String(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
