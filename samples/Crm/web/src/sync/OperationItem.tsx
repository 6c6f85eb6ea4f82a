import type { Operation } from "@evenkeel/client";
import { relativeTime } from "../text/dates";
import { refusal } from "../text/refusal";
import { counted } from "../text/counted";
import { describe } from "./describe";
import { OperationActions } from "./OperationActions";
import { OperationDetails } from "./OperationDetails";
import classes from "./OperationItem.module.css";
import { useNow } from "./useNow";

const states = { waiting: "Waiting", sending: "Sending", parked: "Not accepted", voiding: "Being discarded" };

export function OperationItem({ operation, held }: { operation: Operation; held: boolean }) {
  const now = useNow();
  const { state, at, retries, problem } = operation;
  const name = describe(operation);
  return (
    <li className={classes.item} data-state={state} aria-label={name}>
      <div className={classes.name}>{name}</div>
      <div className={classes.meta}>
        <span className={classes.state}>{held && state === "waiting" ? "Waits for the change above" : states[state]}</span>
        <time dateTime={new Date(at).toISOString()}>{relativeTime(at, now)}</time>
        {retries > 0 && <span>{counted(retries, "retry", "retries")}</span>}
      </div>
      {problem && <p className={classes.problem}>{refusal(problem)}</p>}
      <div className={classes.foot}>
        <OperationDetails operation={operation} />
        {state !== "voiding" && <OperationActions operation={operation} name={name} />}
      </div>
    </li>
  );
}
