import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { EntrySection } from "../entries/EntrySection";
import { SectionMissing } from "../entries/SectionMissing";
import type { Opportunity } from "../opportunities/opportunityKind";
import { useQuery } from "../server/actions";
import { dueGroups } from "./dueGroups";
import { type FollowUp, followUpKind, followUpsOfClient } from "./followUp";
import { FollowUpRow } from "./FollowUpRow";
import classes from "./FollowUpsSection.module.css";
import { useTicked } from "./useTicked";
import { useToday } from "./useToday";

interface FollowUpsSectionProps {
  clientId: string;
  opportunities: readonly Opportunity[];
  /** Only what is about this opportunity. */
  about?: string;
}

export function FollowUpsSection({ clientId, opportunities, about }: FollowUpsSectionProps) {
  const view = useQuery(followUpsOfClient, { clientId });
  const { ticked, tick } = useTicked();
  const today = useToday();
  const [all, setAll] = useState(false);
  const shown = view.data?.followUps.filter(({ opportunityId }) => !about || opportunityId === about);
  const { overdue, today: due, upcoming, done } = dueGroups(shown ?? [], today, ticked);
  const rows = [...overdue, ...due, ...upcoming, ...(all ? done : [])];

  const subject = ({ opportunityId }: FollowUp) => {
    const opportunity = about ? undefined : opportunities.find(({ id }) => id === opportunityId);
    return opportunity && <Link to={`/clients/${clientId}/opportunities/${opportunity.id}`}>{opportunity.title}</Link>;
  };

  return (
    <EntrySection
      kind={followUpKind}
      params={{ clientId }}
      first={about ? { opportunityId: about } : {}}
      title="Follow-ups"
      rows={shown && rows}
      count={shown && rows.length - (all ? done.length : 0)}
      missing={<SectionMissing view={view} />}
      empty={done.length > 0 ? "Everything is done." : "Nothing to remember yet. Add the first follow-up."}
      footer={
        done.length > 0 && (
          <div className={classes.footer}>
            <Button variant="subtle" size="compact-sm" color="gray" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "Hide" : "Show"} {done.length} done
            </Button>
          </div>
        )
      }
    >
      {(followUp) => <FollowUpRow followUp={followUp} subject={subject(followUp)} onTick={tick} />}
    </EntrySection>
  );
}
