import type { ReactNode } from "react";
import { useColleagues } from "../accounts/colleagues";
import { WaitingMark } from "../entries/WaitingMark";
import { DueDate } from "./DueDate";
import type { FollowUp } from "./followUp";
import classes from "./FollowUpRow.module.css";
import { TickBox } from "./TickBox";
import { useToday } from "./useToday";

interface FollowUpRowProps {
  followUp: FollowUp;
  subject: ReactNode;
  /** In a list of one's own nobody needs to be told whose they are. */
  mine?: boolean;
  onTick: (id: string) => void;
}

export function FollowUpRow({ followUp, subject, mine = false, onTick }: FollowUpRowProps) {
  const { note, doneAt, assignee, assigneeId, waiting } = followUp;
  const people = useColleagues();
  const today = useToday();
  return (
    <div className={classes.row} data-done={doneAt ? true : undefined}>
      <TickBox followUp={followUp} onTick={onTick} />
      <div className={classes.text}>
        <div className={classes.note}>
          <span>{note}</span> <WaitingMark waiting={waiting} />
        </div>
        <div className={classes.facts}>
          <DueDate followUp={followUp} today={today} />
          {!mine && <span>{assignee ?? people.find(({ id }) => id === assigneeId)?.name}</span>}
          {subject}
        </div>
      </div>
    </div>
  );
}
