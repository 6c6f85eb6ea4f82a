import { useParams } from "react-router";
import { CommentsSection } from "../comments/CommentsSection";
import { ContactsSection } from "../contacts/ContactsSection";
import { FollowUpsSection } from "../followUps/FollowUpsSection";
import { OpportunitiesSection } from "../opportunities/OpportunitiesSection";
import { useQuery } from "../server/actions";
import { NotFound } from "../shell/NotFound";
import { NotOnDevice } from "../shell/NotOnDevice";
import { SitesSection } from "../sites/SitesSection";
import { clientDetail } from "./client";
import { ClientHeader } from "./ClientHeader";
import classes from "./ClientPage.module.css";
import { ClientPageSkeleton } from "./ClientPageSkeleton";

export function ClientPage() {
  const { clientId = "" } = useParams();
  const { data: client, error, loading, refresh } = useQuery(clientDetail, { clientId });
  if (!client && error && (error.status === 404 || error.status === 400)) return <NotFound />;
  if (!client && error && !loading) return <NotOnDevice what="This client" error={error} onRetry={refresh} />;
  if (!client) return <ClientPageSkeleton />;
  return (
    <article>
      <ClientHeader client={client} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <OpportunitiesSection clientId={client.id} opportunities={client.opportunities} />
          <FollowUpsSection clientId={client.id} opportunities={client.opportunities} />
          <CommentsSection clientId={client.id} />
        </div>
        <div className={classes.column}>
          <ContactsSection clientId={client.id} contacts={client.contacts} />
          <SitesSection clientId={client.id} sites={client.sites} />
        </div>
      </div>
    </article>
  );
}
