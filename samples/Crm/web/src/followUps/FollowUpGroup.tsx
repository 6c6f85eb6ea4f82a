import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useId, useRef, useState } from "react";
import { EntryRows } from "../entries/EntryRows";
import section from "../entries/EntrySection.module.css";
import { counted } from "../text/counted";
import { type FollowUp, followUpKind } from "./followUp";
import classes from "./FollowUpGroup.module.css";
import { FollowUpRow } from "./FollowUpRow";
import { Subject } from "./Subject";

interface FollowUpGroupProps {
  title: string;
  tone?: "overdue" | "today";
  rows: readonly FollowUp[];
  /** How many more the server has. */
  hidden?: number;
  collapsed?: boolean;
  mine: boolean;
  onTick: (id: string) => void;
}

export function FollowUpGroup({ title, tone, rows, hidden = 0, collapsed = false, mine, onTick }: FollowUpGroupProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [open, setOpen] = useState(!collapsed);
  if (rows.length === 0) return null;
  const count = <span className={section.count}>{rows.length + Math.max(0, hidden)}</span>;

  return (
    <section className={section.section} aria-labelledby={id}>
      <header className={section.header}>
        <h2 className={classes.title} id={id} data-tone={tone} ref={heading} tabIndex={-1}>
          {collapsed ? (
            <UnstyledButton className={classes.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
              <IconChevronRight className={classes.chevron} size={17} stroke={1.9} aria-hidden="true" />
              {title}
            </UnstyledButton>
          ) : (
            title
          )}
        </h2>
        {count}
      </header>
      {open && (
        <EntryRows kind={followUpKind} label={title} rows={rows} paramsOf={({ clientId }) => ({ clientId })} heading={heading}>
          {(followUp) => <FollowUpRow followUp={followUp} subject={<Subject followUp={followUp} />} mine={mine} onTick={onTick} />}
        </EntryRows>
      )}
      {open && hidden > 0 && <p className={section.empty}>{counted(hidden, "more is", "more are")} not shown.</p>}
    </section>
  );
}
