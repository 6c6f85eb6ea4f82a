import { Monogram } from "../brand/Monogram";
import { BackLink } from "../shell/BackLink";
import { PageTitle } from "../shell/PageTitle";
import { longDate } from "../text/dates";
import type { ClientDetail } from "./client";
import classes from "./ClientHeader.module.css";
import { ClientFigures } from "./ClientFigures";
import { StatusDot } from "./StatusDot";

export function ClientHeader({ client }: { client: ClientDetail }) {
  return (
    <header className={classes.header}>
      <BackLink to="/clients">Clients</BackLink>
      <div className={classes.names}>
        <Monogram name={client.name} size="lg" />
        <div>
          <PageTitle title={client.name} />
          <p className={classes.line}>
            {client.industry} · {client.city} · <span className={classes.website}>{client.website}</span>
          </p>
        </div>
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>Status</dt>
          <dd>
            <StatusDot status={client.status} />
          </dd>
        </div>
        <div>
          <dt>Looked after by</dt>
          <dd>{client.owner}</dd>
        </div>
        <div>
          <dt>Client since</dt>
          <dd>{longDate(client.since)}</dd>
        </div>
        <ClientFigures opportunities={client.opportunities} />
      </dl>
    </header>
  );
}
