import { EntrySection } from "../entries/EntrySection";
import { SectionMissing } from "../entries/SectionMissing";
import { useProducts } from "../products/product";
import { useQuery } from "../server/actions";
import { lineKind, lines } from "./line";
import { LineRow } from "./LineRow";
import { LineTotals } from "./LineTotals";
import { priced } from "./priced";

/** What an opportunity consists of. */
export function LinesSection({ clientId, opportunityId }: { clientId: string; opportunityId: string }) {
  const view = useQuery(lines, { clientId });
  const products = useProducts().data?.products ?? [];
  const rows = view.data?.lines.filter((line) => line.opportunityId === opportunityId).map((line) => priced(line, products));
  return (
    <EntrySection
      kind={lineKind}
      params={{ clientId, opportunityId }}
      title="Products"
      rows={rows}
      missing={<SectionMissing view={view} />}
      empty="Nothing is offered yet. Add the first product line."
      footer={rows && rows.length > 0 && <LineTotals lines={rows} />}
    >
      {(line) => <LineRow line={line} />}
    </EntrySection>
  );
}
