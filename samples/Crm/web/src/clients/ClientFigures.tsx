import type { Opportunity } from "../opportunities/opportunityKind";
import type { Stage } from "../opportunities/stages";
import { money } from "../text/money";

const open: readonly Stage[] = ["lead", "qualified", "proposal"];

export function ClientFigures({ opportunities }: { opportunities: readonly Opportunity[] }) {
  const total = (stages: readonly Stage[]) =>
    opportunities.filter((one) => stages.includes(one.stage)).reduce((sum, one) => sum + one.amount, 0);
  return (
    <>
      <div>
        <dt>In the pipeline</dt>
        <dd>{money(total(open))}</dd>
      </div>
      <div>
        <dt>Won</dt>
        <dd>{money(total(["won"]))}</dd>
      </div>
    </>
  );
}
