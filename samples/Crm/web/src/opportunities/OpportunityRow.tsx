import { Link } from "react-router";
import { WaitingMark } from "../entries/WaitingMark";
import { longDate } from "../text/dates";
import { money } from "../text/money";
import type { Opportunity } from "./opportunityKind";
import classes from "./OpportunityRow.module.css";
import { StageMenu } from "./StageMenu";

export function OpportunityRow({ clientId, opportunity }: { clientId: string; opportunity: Opportunity }) {
  const { id, title, amount, closesOn, stage, waiting } = opportunity;
  return (
    <div className={classes.row}>
      <div className={classes.text}>
        <div className={classes.title}>
          <Link to={`/clients/${clientId}/opportunities/${id}`}>{title}</Link> <WaitingMark waiting={waiting} />
        </div>
        <div className={classes.date}>{closesOn ? `Closes ${longDate(closesOn)}` : "No closing date"}</div>
      </div>
      <div className={classes.amount} data-lost={stage === "lost" || undefined}>
        {money(amount)}
      </div>
      <div className={classes.stage}>
        <StageMenu clientId={clientId} opportunity={opportunity} />
      </div>
    </div>
  );
}
