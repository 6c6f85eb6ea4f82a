import type { FollowUp } from "./followUp";

export interface DueGroups {
  overdue: FollowUp[];
  today: FollowUp[];
  upcoming: FollowUp[];
  done: FollowUp[];
}

/** The most urgent first; what was done last is the first of those that are done. */
export function dueGroups(rows: readonly FollowUp[], today: string, ticked: ReadonlySet<string>): DueGroups {
  const stays = (row: FollowUp) => !row.doneAt || ticked.has(row.id);
  const open = rows.filter(stays).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn) || a.id.localeCompare(b.id));
  return {
    overdue: open.filter(({ dueOn }) => dueOn < today),
    today: open.filter(({ dueOn }) => dueOn === today),
    upcoming: open.filter(({ dueOn }) => dueOn > today),
    done: rows.filter((row) => !stays(row)).toSorted((a, b) => b.doneAt!.localeCompare(a.doneAt!)),
  };
}

/** How many of these somebody should look at today. */
export function dueCount(rows: readonly FollowUp[], today: string): number {
  return rows.filter(({ doneAt, dueOn }) => !doneAt && dueOn <= today).length;
}
