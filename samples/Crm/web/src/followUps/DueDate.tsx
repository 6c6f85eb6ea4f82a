import { dateOf, daysBetween, longDate, relativeDay } from "../text/dates";
import type { FollowUp } from "./followUp";
import classes from "./FollowUpRow.module.css";

/** The day, and how far off it is while that matters. */
export function DueDate({ followUp: { dueOn, doneAt }, today }: { followUp: FollowUp; today: string }) {
  if (doneAt) return <span>Done {longDate(dateOf(Date.parse(doneAt)))}</span>;
  const days = daysBetween(today, dueOn);
  const tone = days < 0 ? "overdue" : days === 0 ? "today" : undefined;
  return (
    <span className={classes.due} data-tone={tone}>
      {longDate(dueOn)}
      {Math.abs(days) <= 14 && `, ${relativeDay(dueOn, today)}`}
    </span>
  );
}
