import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { ClientDetail } from "../clients/client";
import header from "../clients/ClientHeader.module.css";
import { draftKey } from "../entries/draftKey";
import { valuesOf } from "../entries/field";
import { KindDialog } from "../entries/KindDialog";
import { useEntryCommands } from "../entries/useEntryCommands";
import { WaitingMark } from "../entries/WaitingMark";
import { BackLink } from "../shell/BackLink";
import { PageTitle } from "../shell/PageTitle";
import { longDate } from "../text/dates";
import { money } from "../text/money";
import classes from "./OpportunityHeader.module.css";
import { type Opportunity, opportunityKind } from "./opportunityKind";
import { StageMenu } from "./StageMenu";

export function OpportunityHeader({ client, opportunity }: { client: ClientDetail; opportunity: Opportunity }) {
  const { edit } = useEntryCommands(opportunityKind);
  const [open, setOpen] = useState(false);
  const params = { clientId: client.id };
  return (
    <header className={header.header}>
      <BackLink to={`/clients/${client.id}`}>{client.name}</BackLink>
      <div className={classes.names}>
        <PageTitle title={opportunity.title} />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={15} stroke={1.6} aria-hidden="true" />}
          onClick={() => setOpen(true)}
        >
          Edit opportunity
        </Button>
      </div>
      <WaitingMark waiting={opportunity.waiting} />
      <dl className={header.facts}>
        <div>
          <dt>Stage</dt>
          <dd className={classes.stage}>
            <StageMenu clientId={client.id} opportunity={opportunity} />
          </dd>
        </div>
        <div>
          <dt>Amount</dt>
          <dd>{money(opportunity.amount)}</dd>
        </div>
        <div>
          <dt>Closes on</dt>
          <dd>{opportunity.closesOn ? longDate(opportunity.closesOn) : "Not known"}</dd>
        </div>
        <div>
          <dt>Looked after by</dt>
          <dd>{client.owner}</dd>
        </div>
      </dl>
      {open && (
        <KindDialog
          kind={opportunityKind}
          params={params}
          editing
          draft={draftKey("edit", opportunityKind, [opportunity.id])}
          title="Edit opportunity"
          submit="Save changes"
          initial={(fields) => valuesOf(fields, opportunity)}
          onSubmit={(values, sending) => edit(params, opportunity, values, sending)}
          onClose={() => setOpen(false)}
        />
      )}
    </header>
  );
}
