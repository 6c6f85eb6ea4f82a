import type { DraftState } from "@evenkeel/react";
import { Anchor } from "@mantine/core";
import { clockTime } from "../text/dates";
import classes from "./DraftLine.module.css";

type DraftLineProps = Pick<DraftState<object>, "state" | "at" | "problem" | "restored" | "undo" | "others" | "use">;

/** Says in a few words what has become of the input: nobody has to wonder whether it is kept. */
export function DraftLine({ state, at, problem, restored, undo, others, use }: DraftLineProps) {
  const takeOther = async () => {
    const [other] = await others();
    if (other) await use(other.by);
  };
  if (state === "idle" || at === null) return <p className={classes.line} />;
  if (state === "conflict") {
    return (
      <p className={classes.line} data-tone="wait">
        You have also typed this elsewhere. <Anchor component="button" type="button" onClick={() => void takeOther()}>Take that</Anchor> or{" "}
        <Anchor component="button" type="button" onClick={() => void use()}>keep this</Anchor>
      </p>
    );
  }
  if (restored) {
    return (
      <p className={classes.line}>
        Your input of {clockTime(at)} is back. <Anchor component="button" type="button" onClick={() => void undo()}>Take it out</Anchor>
      </p>
    );
  }
  return <p className={classes.line}>{problem === "storage-blocked" && state === "local" ? "Draft not saved" : `Draft saved ${clockTime(at)}`}</p>;
}
