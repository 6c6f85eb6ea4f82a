import { EntrySection } from "../entries/EntrySection";
import { OpportunityRow } from "./OpportunityRow";
import { type Opportunity, opportunityKind } from "./opportunityKind";

export function OpportunitiesSection({ clientId, opportunities }: { clientId: string; opportunities: readonly Opportunity[] }) {
  const rows = opportunities.toSorted((a, b) => (a.closesOn ?? "9").localeCompare(b.closesOn ?? "9") || a.id.localeCompare(b.id));
  return (
    <EntrySection
      kind={opportunityKind}
      params={{ clientId }}
      title="Opportunities"
      rows={rows}
      empty="Nothing is in the works yet. Add the first opportunity."
    >
      {(opportunity) => <OpportunityRow clientId={clientId} opportunity={opportunity} />}
    </EntrySection>
  );
}
