import { Button } from "@mantine/core";
import { Link } from "react-router";
import type { FollowUpList } from "../server/actions";
import { EmptyState } from "../shell/EmptyState";
import { dueGroups } from "./dueGroups";
import { FollowUpGroup } from "./FollowUpGroup";
import classes from "./FollowUpGroups.module.css";
import { useTicked } from "./useTicked";
import { useToday } from "./useToday";

export function FollowUpGroups({ list, mine }: { list: FollowUpList; mine: boolean }) {
  const { ticked, tick } = useTicked();
  const groups = dueGroups(list.followUps, useToday(), ticked);
  const open = groups.overdue.length + groups.today.length + groups.upcoming.length;
  const openShown = list.followUps.filter(({ doneAt }) => !doneAt).length;
  const doneShown = list.followUps.length - openShown;

  return (
    <div className={classes.groups}>
      {open === 0 && (
        <EmptyState title={mine ? "Nothing waits for you" : "Nothing waits for anybody"} action={<Button component={Link} to="/clients" variant="light">Go to the clients</Button>}>
          Follow-ups are added on the page of a client.
        </EmptyState>
      )}
      <FollowUpGroup mine={mine} title="Overdue" tone="overdue" rows={groups.overdue} onTick={tick} />
      <FollowUpGroup mine={mine} title="Due today" tone="today" rows={groups.today} onTick={tick} />
      <FollowUpGroup mine={mine} title="Upcoming" rows={groups.upcoming} onTick={tick} hidden={list.openTotal - openShown} />
      <FollowUpGroup mine={mine} title="Done" collapsed rows={groups.done} onTick={tick} hidden={list.doneTotal - doneShown} />
    </div>
  );
}
